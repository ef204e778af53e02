package io.cistern.s3.store.rocks;

import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** A place in a table, moving forward. It sees the table as it was when the cursor was made. */
final class Cursor implements AutoCloseable {
  private final RocksIterator iterator;
  private final ScanBounds bounds;

  Cursor(RocksIterator iterator, ScanBounds bounds, byte[] from) {
    this.iterator = iterator;
    this.bounds = bounds;
    iterator.seek(from);
  }

  /** Whether it stands on an entry; if not, there is none further on. */
  boolean valid() {
    if (iterator.isValid()) {
      return true;
    }
    try {
      iterator.status();
      return false;
    } catch (RocksDBException failure) {
      throw Database.error("scanning", failure);
    }
  }

  byte[] key() {
    return iterator.key();
  }

  byte[] value() {
    return iterator.value();
  }

  void next() {
    iterator.next();
  }

  /** Moves to the first entry whose key is not less. */
  void seek(byte[] key) {
    iterator.seek(key);
  }

  @Override
  public void close() {
    iterator.close();
    bounds.close();
  }
}
