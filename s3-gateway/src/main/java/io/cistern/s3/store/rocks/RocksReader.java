package io.cistern.s3.store.rocks;

import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.Slice;
import io.cistern.s3.store.ObjectReader;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.extent.DiskErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads an object slice by slice, one extent open at a time. */
final class RocksReader implements ObjectReader {
  private final ObjectRecord object;
  private final SliceIndex slices;
  private final Extents extents;
  private final Runnable onClose;
  private long position;
  private long end;
  private long openExtent;
  private @Nullable ExtentSource open;
  private boolean closed;

  /**
   * @param onClose run once
   */
  RocksReader(ObjectRecord object, SliceIndex slices, Extents extents, Runnable onClose) {
    this.object = object;
    this.slices = slices;
    this.extents = extents;
    this.onClose = onClose;
    this.end = object.size();
    if (slices.size() != object.size()) {
      throw new StoreError.Corrupt(
          "an object of %d bytes whose slices have %d".formatted(object.size(), slices.size()));
    }
  }

  /** Opens the extent of the first byte: from now on it can be unlinked. */
  void openFirst() {
    if (end > 0) {
      source(slices.at(0).extent());
    }
  }

  @Override
  public ObjectRecord object() {
    return object;
  }

  @Override
  public void select(long offset, long length) {
    Objects.checkFromIndexSize(offset, length, object.size());
    position = offset;
    end = offset + length;
  }

  @Override
  public int read(ByteBuffer target) {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    if (position == end) {
      return -1;
    }
    Slice slice = slices.at(position);
    long max = Math.min(slice.length(), end - position);
    try {
      int count = source(slice.extent()).read(slice.offset(), target, max);
      position += count;
      return count;
    } catch (IOException failure) {
      throw DiskErrors.of("reading a body", failure);
    }
  }

  private ExtentSource source(long extent) {
    @Nullable ExtentSource source = open;
    if (source == null || openExtent != extent) {
      closeSource();
      source = extents.open(extent);
      open = source;
      openExtent = extent;
    }
    return source;
  }

  private void closeSource() {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      closeSource();
      onClose.run();
    }
  }
}
