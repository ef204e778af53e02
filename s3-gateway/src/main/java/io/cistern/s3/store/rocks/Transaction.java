package io.cistern.s3.store.rocks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchWithIndex;

/**
 * The changes of one group, reading what they have written. Used by the committer's thread alone.
 */
final class Transaction implements AutoCloseable {
  private final Database database;
  private final Sequences sequences;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final WriteBatchWithIndex batch = new WriteBatchWithIndex(true);
  private final List<Runnable> onCommit = new ArrayList<>();
  private long size;

  Transaction(Database database, Sequences sequences) {
    this.database = database;
    this.sequences = sequences;
  }

  Optional<byte[]> get(Table table, byte[] key) {
    return database.get(batch, table, key);
  }

  void put(Table table, byte[] key, byte[] value) {
    size += key.length + value.length;
    try {
      batch.put(database.family(table), key, value);
    } catch (RocksDBException failure) {
      throw Database.error("writing " + table, failure);
    }
  }

  void delete(Table table, byte[] key) {
    try {
      batch.delete(database.family(table), key);
    } catch (RocksDBException failure) {
      throw Database.error("deleting from " + table, failure);
    }
  }

  Cursor scan(Table table, byte[] prefix) {
    return database.scan(batch, table, prefix);
  }

  /** A number greater than those of all commits before. */
  long nextSequence() {
    return sequences.next();
  }

  /** The time of this group, to the millisecond. */
  Instant now() {
    return now;
  }

  /** Runs {@code action} when the group is written, before anybody is answered. */
  void onCommit(Runnable action) {
    onCommit.add(action);
  }

  /** Runs a change; if it throws, nothing of it remains. */
  <T> T run(Change<T> change) {
    int actions = onCommit.size();
    batch.setSavePoint();
    try {
      T result = change.apply(this);
      batch.popSavePoint();
      return result;
    } catch (RocksDBException failure) {
      throw Database.error("keeping a change", failure);
    } catch (RuntimeException refused) {
      onCommit.subList(actions, onCommit.size()).clear();
      undo();
      throw refused;
    }
  }

  private void undo() {
    try {
      batch.rollbackToSavePoint();
    } catch (RocksDBException failure) {
      throw Database.error("undoing a change", failure);
    }
  }

  /** Bytes written so far. */
  long size() {
    return size;
  }

  void write(boolean sync) throws RocksDBException {
    if (batch.count() > 0) {
      database.write(batch, sync);
    }
    onCommit.forEach(Runnable::run);
  }

  @Override
  public void close() {
    batch.close();
  }
}
