package io.cistern.s3.store.extent;

import io.cistern.s3.store.StoreOptions;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Direct buffers of one block, kept for the next body, so that none is made for each. */
final class BlockBuffers {
  private final ArrayBlockingQueue<ByteBuffer> idle;

  /**
   * @param kept the most that stay when idle
   */
  BlockBuffers(int kept) {
    idle = new ArrayBlockingQueue<>(kept);
  }

  ByteBuffer take() {
    @Nullable ByteBuffer buffer = idle.poll();
    return buffer == null ? ByteBuffer.allocateDirect(StoreOptions.BLOCK_BYTES) : buffer.clear();
  }

  /** Gives a buffer back; its taker must not touch it again. */
  void give(ByteBuffer buffer) {
    idle.offer(buffer);
  }
}
