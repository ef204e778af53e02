package io.cistern.s3.store;

import java.nio.file.Path;

/**
 * How a store works. All sizes are bytes.
 *
 * <p>Memory, whatever the size of objects: off the heap {@code cacheBytes + writeBufferBytes} and a
 * few MiB; on the heap and in direct buffers, for every body being written or read at most {@link
 * #inlineBytes} or two {@linkplain #BLOCK_BYTES blocks}, and 4 bytes for each block of a body being
 * written.
 *
 * @param directory which the store owns alone; made if it is not there
 * @param inlineBytes bodies up to this size live in the key-value store, larger ones in files
 * @param reserveBytes writes are refused when less is free, so deletes and metadata never are
 * @param minPartBytes the least size of a part that is not the last
 * @param maxBodyBytes the greatest size of one body, of an object or a part
 * @param cacheBytes for blocks of metadata
 * @param writeBufferBytes for metadata not yet in its tables
 * @param scrubBytesPerSecond how fast bodies are verified in the background; 0 for never
 */
public record StoreOptions(
    Path directory,
    int inlineBytes,
    long reserveBytes,
    long minPartBytes,
    long maxBodyBytes,
    long cacheBytes,
    long writeBufferBytes,
    long scrubBytesPerSecond) {
  /** What a checksum covers, and the least that is read of a file. */
  public static final int BLOCK_BYTES = 128 << 10;

  public StoreOptions {
    if (inlineBytes < 0 || inlineBytes > 1 << 20) {
      throw new IllegalArgumentException("bodies of 0 to 1 MiB can be inline: " + inlineBytes);
    }
    if (reserveBytes < 0 || minPartBytes < 0 || maxBodyBytes < 1) {
      throw new IllegalArgumentException("sizes are not negative");
    }
  }

  /**
   * What suits a gateway: parts of 5 MiB, bodies of 5 GiB, 64 MiB each of cache and buffers, a
   * scrub of 8 MiB/s.
   */
  public static StoreOptions in(Path directory) {
    return new StoreOptions(
        directory, 32 << 10, 128L << 20, 5L << 20, 5L << 30, 64L << 20, 64L << 20, 8L << 20);
  }

  public StoreOptions withInlineBytes(int value) {
    return new StoreOptions(
        directory,
        value,
        reserveBytes,
        minPartBytes,
        maxBodyBytes,
        cacheBytes,
        writeBufferBytes,
        scrubBytesPerSecond);
  }

  public StoreOptions withReserveBytes(long value) {
    return new StoreOptions(
        directory,
        inlineBytes,
        value,
        minPartBytes,
        maxBodyBytes,
        cacheBytes,
        writeBufferBytes,
        scrubBytesPerSecond);
  }

  public StoreOptions withMinPartBytes(long value) {
    return new StoreOptions(
        directory,
        inlineBytes,
        reserveBytes,
        value,
        maxBodyBytes,
        cacheBytes,
        writeBufferBytes,
        scrubBytesPerSecond);
  }
}
