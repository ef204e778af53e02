package io.cistern.s3.store.rocks;

import io.cistern.s3.store.record.Keys;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/**
 * The database as it is at one moment, for cursors on several tables that must agree. A cursor
 * keeps seeing it after the moment is closed.
 */
final class Moment implements AutoCloseable {
  private final Database database;
  private final RocksDB db;
  private final Snapshot snapshot;

  Moment(Database database, RocksDB db) {
    this.database = database;
    this.db = db;
    this.snapshot = db.getSnapshot();
  }

  /** A cursor on the keys that begin with {@code prefix}. */
  Cursor scan(Table table, byte[] prefix) {
    return database.scan(table, prefix, new ScanBounds(Keys.past(prefix), snapshot));
  }

  @Override
  public void close() {
    db.releaseSnapshot(snapshot);
  }
}
