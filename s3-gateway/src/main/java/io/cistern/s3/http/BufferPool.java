package io.cistern.s3.http;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Direct buffers for answers, used again; some are kept, the others go when they are not needed.
 */
final class BufferPool {
  /** The size of each. */
  static final int BYTES = 128 << 10;

  private static final int KEPT = 128;
  private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  ByteBuffer take() {
    ByteBuffer buffer = free.poll();
    if (buffer == null) {
      return ByteBuffer.allocateDirect(BYTES);
    }
    size.decrementAndGet();
    return buffer.clear();
  }

  /** Only once nobody reads it any more. */
  void giveBack(ByteBuffer buffer) {
    if (size.incrementAndGet() <= KEPT) {
      free.add(buffer);
    } else {
      size.decrementAndGet();
    }
  }
}
