package io.cistern.s3.store.extent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * What stands behind the data of an extent file: the CRC-32C of each block, a label for people, and
 * a tail of fixed size. Big endian:
 *
 * <pre>
 * data | crc32c of block 0 | ... | label | magic 8 | extent 8 | length 8 | block 4 | label 4 | crc32c 4
 * </pre>
 *
 * The last checksum is of everything behind the data.
 *
 * @param length bytes of data
 * @param label bucket and key, UTF-8
 */
record ExtentTrailer(long extent, long length, int[] checksums, byte[] label) {
  static final int TAIL_BYTES = 36;
  private static final long MAGIC =
      ByteBuffer.wrap("CISTEXT1".getBytes(StandardCharsets.US_ASCII)).getLong();

  /** Bytes of a file with this much data and label. */
  static long fileSize(long length, int labelBytes, int blockBytes) {
    return length + 4 * blocks(length, blockBytes) + labelBytes + TAIL_BYTES;
  }

  static long blocks(long length, int blockBytes) {
    return (length + blockBytes - 1) / blockBytes;
  }

  ByteBuffer encode(int blockBytes) {
    ByteBuffer out = ByteBuffer.allocate(4 * checksums.length + label.length + TAIL_BYTES);
    for (int checksum : checksums) {
      out.putInt(checksum);
    }
    out.put(label).putLong(MAGIC).putLong(extent).putLong(length);
    out.putInt(blockBytes).putInt(label.length);
    out.putInt(sum(out.duplicate().flip()));
    return out.flip();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @param bytes all behind the data
   * @throws IllegalArgumentException if it is anything else, saying what is wrong
   */
  static ExtentTrailer decode(ByteBuffer bytes, int blockBytes) {
    if (bytes.remaining() < TAIL_BYTES) {
      throw new IllegalArgumentException("no room for a trailer");
    }
    int end = bytes.limit() - 4;
    int expected = bytes.getInt(end);
    if (sum(bytes.duplicate().limit(end)) != expected) {
      throw new IllegalArgumentException("the trailer's checksum is wrong");
    }
    ByteBuffer tail = bytes.slice(bytes.limit() - TAIL_BYTES, TAIL_BYTES);
    if (tail.getLong() != MAGIC) {
      throw new IllegalArgumentException("the trailer is not an extent's");
    }
    long extent = tail.getLong();
    long length = tail.getLong();
    int block = tail.getInt();
    byte[] label = new byte[tail.getInt()];
    int[] checksums = new int[Math.toIntExact(blocks(length, blockBytes))];
    if (block != blockBytes
        || bytes.remaining() != 4L * checksums.length + label.length + TAIL_BYTES) {
      throw new IllegalArgumentException("the trailer contradicts itself");
    }
    for (int i = 0; i < checksums.length; i++) {
      checksums[i] = bytes.getInt();
    }
    bytes.get(label);
    return new ExtentTrailer(extent, length, checksums, label);
  }

  private static int sum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
