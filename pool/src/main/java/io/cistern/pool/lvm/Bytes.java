package io.cistern.pool.lvm;

import io.cistern.linux.block.BlockDevice;
import io.cistern.pool.model.ByteSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes of devices, copied and zeroed; durable on return. */
final class Bytes {
  private static final int BLOCK = 1 << 20;
  private static final long ZEROED_AT_ONCE = 256L << 20;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(BLOCK).asReadOnlyBuffer();

  private Bytes() {}

  /** Makes a range read as zeros: a disk that can does it without being sent them. */
  static void zero(Path device, long from, long to) {
    for (long at = from; at < to; at += ZEROED_AT_ONCE) {
      BlockDevice.zeroOut(device, at, Math.min(ZEROED_AT_ONCE, to - at));
    }
    BlockDevice.flush(device);
  }

  /**
   * Copies the beginning of a device onto another that reads as zeros: blocks of zeros are left
   * out.
   *
   * @param step called before each block that is written; may throw to stop
   */
  static void copy(Path source, Path target, ByteSize size, Runnable step) {
    try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
        FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
      for (long at = 0; at < size.bytes(); at += BLOCK) {
        block.clear().limit((int) Math.min(BLOCK, size.bytes() - at));
        read(in, block, at);
        if (!block.flip().equals(ZEROS.slice(0, block.limit()))) {
          step.run();
          write(out, block, at);
        }
      }
      out.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(FileChannel in, ByteBuffer block, long at) throws IOException {
    while (block.hasRemaining()) {
      if (in.read(block, at + block.position()) <= 0) {
        throw new IOException("the device ends at " + (at + block.position()) + " bytes");
      }
    }
  }

  private static void write(FileChannel out, ByteBuffer block, long at) throws IOException {
    while (block.hasRemaining()) {
      out.write(block, at + block.position());
    }
  }
}
