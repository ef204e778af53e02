package io.cistern.s3.store.rocks;

import io.cistern.s3.store.record.ByteReader;
import io.cistern.s3.store.record.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/**
 * The one source of numbers: ascending, never given twice, not even after a crash. They are
 * reserved on the disk in blocks, together with the number below which no file can be unaccounted
 * for; so a start looks at the files of the last blocks, however many there are.
 */
final class Sequences {
  private static final long BLOCK = 1 << 16;
  private static final byte[] KEY = "sequences".getBytes(StandardCharsets.US_ASCII);

  private final Database database;
  private final TreeSet<Long> open = new TreeSet<>();
  private final long unsettledFrom;
  private final long first;
  private long next;
  private long reserved;

  Sequences(Database database) {
    this.database = database;
    ByteReader stored =
        new ByteReader(
            database
                .get(Table.META, KEY)
                .orElseGet(() -> new ByteWriter(16).u64(1).u64(1).toBytes()));
    this.first = stored.u64();
    this.unsettledFrom = stored.u64();
    this.next = first;
    this.reserved = first;
  }

  /** The least number that may belong to a file nobody accounts for; up to {@link #first}. */
  long unsettledFrom() {
    return unsettledFrom;
  }

  /** The first number of this run. */
  long first() {
    return first;
  }

  synchronized long next() {
    if (next == reserved) {
      reserved += BLOCK;
      store();
    }
    return next++;
  }

  /** A number for a file, unaccounted for until {@link #settle}. */
  synchronized long nextForFile() {
    long number = next();
    open.add(number);
    return number;
  }

  /** The file of this number has been committed or removed. */
  synchronized void settle(long number) {
    open.remove(number);
  }

  /** The least number that may belong to a file on its way. */
  synchronized long leastOpen() {
    return open.isEmpty() ? next : open.first();
  }

  /** Notes that the files of earlier runs are accounted for. */
  synchronized void settleEarlierRuns() {
    store();
  }

  private void store() {
    database.putSynced(
        Table.META, KEY, new ByteWriter(16).u64(reserved).u64(leastOpen()).toBytes());
  }
}
