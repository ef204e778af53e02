package io.cistern.s3.store.rocks;

import org.rocksdb.ReadOptions;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** How far a scan goes: RocksDB reads nothing, not even tombstones, past the bound. */
final class ScanBounds implements AutoCloseable {
  private final Slice bound;
  private final ReadOptions options = new ReadOptions();

  /**
   * @param end the first key not wanted; empty for none
   */
  ScanBounds(byte[] end) {
    bound = new Slice(end);
    if (end.length > 0) {
      options.setIterateUpperBound(bound);
    }
  }

  /**
   * Which also see the tables as they were.
   *
   * @param end the first key not wanted; empty for none
   */
  ScanBounds(byte[] end, Snapshot snapshot) {
    this(end);
    options.setSnapshot(snapshot);
  }

  ReadOptions options() {
    return options;
  }

  @Override
  public void close() {
    options.close();
    bound.close();
  }
}
