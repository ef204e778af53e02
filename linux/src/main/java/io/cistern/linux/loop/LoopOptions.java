package io.cistern.linux.loop;

/**
 * How a file is attached.
 *
 * @param readOnly whether writes to the device are refused
 * @param directIo whether to bypass the page cache for the file; the kernel goes on without where
 *     it cannot, which {@link LoopStatus#directIo()} tells
 * @param blockSize the logical block size in bytes, a power of two from 512 to the page size
 */
public record LoopOptions(boolean readOnly, boolean directIo, int blockSize) {

  /** Checks the block size. */
  public LoopOptions {
    if (blockSize < 512 || blockSize > 65536 || Integer.bitCount(blockSize) != 1) {
      throw new IllegalArgumentException("not a block size: " + blockSize);
    }
  }
}
