package io.cistern.s3.store.extent;

import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.StoreOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Reads one extent file, block by block, each checked before it is given out. The file may be
 * unlinked meanwhile. Used by one thread at a time.
 */
public final class ExtentReader implements AutoCloseable {
  private static final int BLOCK = StoreOptions.BLOCK_BYTES;
  private static final int SUMS_AT_ONCE = 1024;

  private final long extent;
  private final long length;
  private final BlockBuffers buffers;
  private final FileChannel channel;
  private final ByteBuffer block;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer sums;
  private long firstSum = -1;
  private long blockInHand = -1;
  private boolean closed;

  ExtentReader(long extent, Path file, long length, BlockBuffers buffers) throws IOException {
    this.extent = extent;
    this.length = length;
    this.buffers = buffers;
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    this.block = buffers.take();
    long blocks = ExtentTrailer.blocks(length, BLOCK);
    this.sums = ByteBuffer.allocate(4 * (int) Math.min(blocks, SUMS_AT_ONCE));
  }

  public long length() {
    return length;
  }

  /**
   * Reads into {@code target} from {@code offset}, at most {@code max} bytes and at most to the end
   * of a block.
   *
   * @return the number of bytes, at least 1 if there is room and {@code offset} is inside
   * @throws StoreError.Corrupt if the block is not what was written; what is behind the position of
   *     {@code target} is then not to be given to anybody
   */
  public int read(long offset, ByteBuffer target, long max) throws IOException {
    long number = offset / BLOCK;
    int inside = (int) (offset - number * BLOCK);
    int size = (int) Math.min(BLOCK, length - number * BLOCK);
    if (inside == 0 && number != blockInHand && Math.min(max, target.remaining()) >= size) {
      load(number, target.slice(target.position(), size));
      target.position(target.position() + size);
      return size;
    }
    if (number != blockInHand) {
      blockInHand = -1;
      load(number, block.clear().limit(size));
      blockInHand = number;
    }
    int count = (int) Math.min(max, Math.min(target.remaining(), size - inside));
    target.put(block.slice(inside, count));
    return count;
  }

  /** Fills {@code whole} with a block, straight from the file, and checks it. */
  private void load(long number, ByteBuffer whole) throws IOException {
    readFully(whole, number * BLOCK);
    crc.reset();
    crc.update(whole.flip());
    if ((int) crc.getValue() != expected(number)) {
      throw new StoreError.Corrupt(
          "block %d of extent %016x is not what was written".formatted(number, extent));
    }
  }

  private int expected(long number) throws IOException {
    if (firstSum < 0 || number < firstSum || number >= firstSum + sums.limit() / 4) {
      long blocks = ExtentTrailer.blocks(length, BLOCK);
      sums.clear().limit(4 * (int) Math.min(sums.capacity() / 4, blocks - number));
      firstSum = -1;
      readFully(sums, length + 4 * number);
      firstSum = number;
    }
    return sums.getInt((int) (number - firstSum) * 4);
  }

  /**
   * Checks the trailer: that the file is what its name and the store say, and ends where it should.
   *
   * @return the label it was written with
   * @throws StoreError.Corrupt if it is not
   */
  public byte[] verifyTrailer() throws IOException {
    long behind = channel.size() - length;
    if (behind < ExtentTrailer.TAIL_BYTES || behind > Integer.MAX_VALUE) {
      throw new StoreError.Corrupt(
          "extent %016x has %d bytes of data and %d behind it".formatted(extent, length, behind));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) behind);
    readFully(bytes, length);
    try {
      ExtentTrailer trailer = ExtentTrailer.decode(bytes.flip(), BLOCK);
      if (trailer.extent() != extent || trailer.length() != length) {
        throw new StoreError.Corrupt(
            "the file of extent %016x is that of %016x".formatted(extent, trailer.extent()));
      }
      return trailer.label();
    } catch (IllegalArgumentException unreadable) {
      throw new StoreError.Corrupt("extent %016x".formatted(extent), unreadable);
    }
  }

  private void readFully(ByteBuffer target, long from) throws IOException {
    long position = from;
    while (target.hasRemaining()) {
      int count = channel.read(target, position);
      if (count < 0) {
        throw new StoreError.Corrupt("extent %016x ends too early".formatted(extent));
      }
      position += count;
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      buffers.give(block);
      channel.close();
    }
  }
}
