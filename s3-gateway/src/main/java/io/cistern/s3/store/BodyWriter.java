package io.cistern.s3.store;

import java.nio.ByteBuffer;

/**
 * The body of an object or part while it arrives. Used by one thread at a time. Small bodies stay
 * in memory, larger ones go to a file block by block; a slow disk blocks the caller.
 */
public interface BodyWriter extends AutoCloseable {
  /**
   * Appends all that remains in {@code bytes}. Nothing is durable yet.
   *
   * @throws StoreError.OutOfSpace if the disk is full; the body can only be closed then
   * @throws StoreError.TooLarge past {@link StoreOptions#maxBodyBytes}
   */
  void write(ByteBuffer bytes);

  /** Bytes written so far. */
  long size();

  /** Drops the body, unless it has been put; may be called again. */
  @Override
  void close();
}
