package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.Durability;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Slice;
import io.cistern.s3.store.BodyWriter;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.StoreOptions;
import io.cistern.s3.store.extent.DiskErrors;
import io.cistern.s3.store.extent.ExtentFiles;
import io.cistern.s3.store.extent.ExtentId;
import io.cistern.s3.store.extent.ExtentWriter;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body on its way: in memory while it is small, in an extent file from then on. */
final class RocksBody implements BodyWriter {
  private static final Logger LOG = System.getLogger(RocksBody.class.getName());
  private static final long CHECK_SPACE_EVERY = 1 << 20;

  private final Bucket bucket;
  private final ObjectKey key;
  private final StoreOptions options;
  private final ExtentFiles files;
  private final Sequences sequences;
  private final SpaceGuard space;
  private byte[] small = new byte[0];
  private long size;
  private long sizeChecked;
  private @Nullable ExtentWriter file;
  private State state = State.OPEN;

  private enum State {
    OPEN,
    FAILED,
    SEALED,
    CLOSED
  }

  RocksBody(
      Bucket bucket,
      ObjectKey key,
      StoreOptions options,
      ExtentFiles files,
      Sequences sequences,
      SpaceGuard space) {
    this.bucket = bucket;
    this.key = key;
    this.options = options;
    this.files = files;
    this.sequences = sequences;
    this.space = space;
    space.check(0);
  }

  /**
   * A body of this store, for {@code bucket}.
   *
   * @throws IllegalArgumentException if it is another's
   */
  static RocksBody of(BodyWriter body, BucketName bucket) {
    if (body instanceof RocksBody mine && mine.bucket.name().equals(bucket)) {
      return mine;
    }
    throw new IllegalArgumentException("the body was begun elsewhere");
  }

  /** The bucket, in a commit: it may have been deleted since, or be another of the same name. */
  Bucket require(Transaction tx) {
    Bucket now = RocksBuckets.require(tx, bucket.name());
    if (now.id() != bucket.id()) {
      throw new StoreError.NoSuchBucket("the bucket was deleted: " + bucket.name());
    }
    return now;
  }

  /** What it was written with. */
  Durability durability() {
    return bucket.settings().durability();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void write(ByteBuffer bytes) {
    requireOpen();
    int more = bytes.remaining();
    if (size + more > options.maxBodyBytes()) {
      throw new StoreError.TooLarge(
          "a body has at most %d bytes".formatted(options.maxBodyBytes()));
    }
    try {
      append(bytes, more);
      size += more;
    } catch (IOException failure) {
      state = State.FAILED;
      discard();
      throw DiskErrors.of("writing a body", failure);
    } catch (StoreError failure) {
      state = State.FAILED;
      discard();
      throw failure;
    }
  }

  private void append(ByteBuffer bytes, int more) throws IOException {
    if (file == null && size + more <= options.inlineBytes()) {
      if (small.length < size + more) {
        long room = Math.min(options.inlineBytes(), Math.max(2L * small.length, size + more));
        small = Arrays.copyOf(small, (int) room);
      }
      bytes.get(small, (int) size, more);
      return;
    }
    if (size + more - sizeChecked >= CHECK_SPACE_EVERY) {
      space.check(more);
      sizeChecked = size + more;
    }
    boolean durable = durability() == Durability.STRICT;
    if (file == null) {
      file = begin();
      file.write(ByteBuffer.wrap(small, 0, (int) size), durable);
      small = new byte[0];
    }
    file.write(bytes, durable);
  }

  private ExtentWriter begin() throws IOException {
    long sequence = sequences.nextForFile();
    String label = bucket.name() + "\n" + key;
    try {
      return files.create(ExtentId.file(sequence), label.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      sequences.settle(sequence);
      throw failure;
    }
  }

  /**
   * Brings the body to the disk, as durably as the bucket wants; a small one goes with the commit.
   * After it the body is used up: {@link #discard} or {@link #settle} is to follow.
   */
  void seal() {
    requireOpen();
    state = State.SEALED;
    @Nullable ExtentWriter writer = file;
    if (writer == null) {
      return;
    }
    try {
      writer.finish(durability() == Durability.STRICT);
    } catch (IOException failure) {
      discard();
      throw DiskErrors.of("finishing a body", failure);
    }
  }

  /** Makes the body known, in a commit; what is to refer to it. */
  List<Slice> store(Transaction tx) {
    @Nullable ExtentWriter writer = file;
    if (writer != null) {
      tx.put(Table.EXTENTS, Keys.number(writer.extent()), Records.count(size));
      return List.of(new Slice(writer.extent(), 0, size));
    }
    if (size == 0) {
      return List.of();
    }
    long extent = ExtentId.inline(tx.nextSequence());
    tx.put(Table.BODIES, Keys.number(extent), Arrays.copyOf(small, (int) size));
    return List.of(new Slice(extent, 0, size));
  }

  /** The commit that made the body known has happened. */
  void settle() {
    state = State.CLOSED;
    if (file != null) {
      sequences.settle(ExtentId.sequence(file.extent()));
    }
  }

  /** Removes what has been written; nothing refers to it. */
  void discard() {
    small = new byte[0];
    @Nullable ExtentWriter writer = file;
    if (writer == null) {
      return;
    }
    file = null;
    try {
      writer.close();
      files.remove(writer.extent());
      sequences.settle(ExtentId.sequence(writer.extent()));
    } catch (IOException failure) {
      // it stays unsettled, and the next start removes it
      LOG.log(
          Logger.Level.WARNING,
          "cannot remove an unused body bucket=%s extent=%016x"
              .formatted(bucket.name(), writer.extent()),
          failure);
    }
  }

  @Override
  public void close() {
    if (state == State.OPEN) {
      state = State.CLOSED;
      discard();
    }
  }

  private void requireOpen() {
    if (state != State.OPEN) {
      throw new IllegalStateException("the body is used up");
    }
  }
}
