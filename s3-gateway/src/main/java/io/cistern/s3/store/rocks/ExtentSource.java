package io.cistern.s3.store.rocks;

import io.cistern.s3.store.extent.DiskErrors;
import io.cistern.s3.store.extent.ExtentReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of one extent, wherever they lie. */
sealed interface ExtentSource extends AutoCloseable {
  /** Reads from {@code offset} at most {@code max} bytes, at least one if there is room. */
  int read(long offset, ByteBuffer target, long max) throws IOException;

  @Override
  void close();

  /** A small body, which RocksDB has checked. */
  record InMemory(byte[] bytes) implements ExtentSource {
    @Override
    public int read(long offset, ByteBuffer target, long max) {
      int count = (int) Math.min(max, Math.min(target.remaining(), bytes.length - offset));
      target.put(bytes, (int) offset, count);
      return count;
    }

    @Override
    public void close() {
      // memory needs no closing
    }
  }

  /** A file. */
  record InFile(ExtentReader reader) implements ExtentSource {
    @Override
    public int read(long offset, ByteBuffer target, long max) throws IOException {
      return reader.read(offset, target, max);
    }

    @Override
    public void close() {
      try {
        reader.close();
      } catch (IOException failure) {
        throw DiskErrors.of("closing a body", failure);
      }
    }
  }
}
