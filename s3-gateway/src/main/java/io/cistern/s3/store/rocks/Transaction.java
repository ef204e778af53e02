package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Usage;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchWithIndex;

/**
 * The changes of one group, reading what they have written. Used by the committer's thread alone.
 */
final class Transaction implements AutoCloseable {
  private final Database database;
  private final Sequences sequences;
  private final UsageLedger ledger;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final WriteBatchWithIndex batch = new WriteBatchWithIndex(true);
  private final List<Runnable> onCommit = new ArrayList<>();
  private final Map<Long, Optional<Usage>> accounts = new HashMap<>();
  private final List<Account> accountsBefore = new ArrayList<>();
  private long size;

  Transaction(Database database, Sequences sequences, UsageLedger ledger) {
    this.database = database;
    this.sequences = sequences;
    this.ledger = ledger;
  }

  /** What a bucket had before a change; empty for one that was not there. */
  private record Account(long bucket, Optional<Usage> usage) {}

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

  /** What a bucket holds as the changes before this one left it; empty if it is not there. */
  Optional<Usage> usage(long bucket) {
    Optional<Usage> changed = accounts.get(bucket);
    return changed == null ? ledger.of(bucket) : changed;
  }

  /** Sets what a bucket holds; empty for one that is deleted. */
  void account(long bucket, Optional<Usage> usage) {
    accountsBefore.add(new Account(bucket, usage(bucket)));
    accounts.put(bucket, usage);
  }

  /** Adds to what a bucket holds, if it is there. */
  void charge(long bucket, long bytes, long objects) {
    usage(bucket).ifPresent(usage -> account(bucket, Optional.of(usage.plus(bytes, objects))));
  }

  /** Runs {@code action} when the group is written, before anybody is answered. */
  void onCommit(Runnable action) {
    onCommit.add(action);
  }

  /** Runs a change; if it throws, nothing of it remains. */
  <T> T run(Change<T> change) {
    int actions = onCommit.size();
    int charges = accountsBefore.size();
    batch.setSavePoint();
    try {
      T result = change.apply(this);
      batch.popSavePoint();
      return result;
    } catch (RocksDBException failure) {
      throw Database.error("keeping a change", failure);
    } catch (RuntimeException refused) {
      onCommit.subList(actions, onCommit.size()).clear();
      List<Account> undone = accountsBefore.subList(charges, accountsBefore.size());
      undone.reversed().forEach(before -> accounts.put(before.bucket(), before.usage()));
      undone.clear();
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
    accounts.forEach(
        (bucket, usage) ->
            usage.ifPresentOrElse(
                now -> put(Table.USAGE, Keys.number(bucket), Records.usage(now)),
                () -> delete(Table.USAGE, Keys.number(bucket))));
    if (batch.count() > 0) {
      database.write(batch, sync);
    }
    ledger.commit(accounts);
    onCommit.forEach(Runnable::run);
  }

  @Override
  public void close() {
    batch.close();
  }
}
