package io.cistern.benchmarks.s3.client;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * What objects are filled with: parts of one stretch of random bytes, each beginning somewhere
 * else, so that nothing can be compressed or found twice. Off the heap, so that nothing is copied
 * before it is sent.
 */
final class Bodies {
  private static final int OFFSETS = 1 << 20;
  private static final int LARGEST = 64 << 20;
  private static final ByteBuffer BYTES = random();

  private Bodies() {}

  static ByteBuffer at(int offset, int length) {
    return BYTES.slice(offset, length);
  }

  /** Where the body of this object begins. */
  static int offset(int index) {
    return Math.floorMod(index * 7919, OFFSETS);
  }

  private static ByteBuffer random() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(OFFSETS + LARGEST);
    Random random = new Random(42);
    while (bytes.hasRemaining()) {
      bytes.putLong(random.nextLong());
    }
    return bytes;
  }
}
