package io.cistern.s3.store;

import io.cistern.s3.model.ObjectRecord;
import java.nio.ByteBuffer;

/**
 * An object open for reading: its bytes stay as they are until it is closed, though the object be
 * overwritten or deleted. Every block is checked against its checksum before a byte of it is given
 * out. Used by one thread at a time.
 */
public interface ObjectReader extends AutoCloseable {
  ObjectRecord object();

  /**
   * Sets what {@link #read} gives: at first it is the whole object.
   *
   * @throws IndexOutOfBoundsException if that is not inside the object
   */
  void select(long offset, long length);

  /**
   * Reads what comes next into {@code target}, as much as fits and is at hand.
   *
   * @return the number of bytes, 1 or more; -1 at the end
   * @throws StoreError.Corrupt if a block is not what was written
   */
  int read(ByteBuffer target);

  @Override
  void close();
}
