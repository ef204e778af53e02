package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.store.StoreOptions;
import io.cistern.s3.store.record.Keys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rocksdb.PerfContext;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchWithIndex;

/** Tables emptied from their beginning, as buckets, queues and the trash are. */
class TombstonesTest {
  private static final int KEYS = 100_000;
  private static final int PAGE = 1_000;

  /** What is not enough to be written, and in each file not enough to be merged. */
  private static final long FEW = 4L * Tombstones.IN_MEMORY;

  @TempDir Path directory;
  private Database database;
  private Counters counters;

  @BeforeEach
  void open() throws RocksDBException {
    database = Database.open(directory.resolve("database"), StoreOptions.in(directory));
    counters = new Counters(directory.resolve("counters"));
  }

  @AfterEach
  void close() {
    counters.close();
    database.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BODIES")
  void aScanFromTheBeginningPassesOverLittleOfWhatIsGone(Table table) throws Exception {
    for (long first = 0; first < KEYS; first += PAGE) {
      put(table, first);
    }
    long gone = 0;
    for (List<byte[]> page = page(table); !page.isEmpty(); page = page(table)) {
      delete(table, page);
      gone += page.size();
    }
    assertThat(gone).isEqualTo(KEYS);

    // files are written and merged in the background, and the first with the next write
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (passedOver(table) > FEW && System.nanoTime() < deadline) {
      Thread.sleep(50);
      put(table, 0);
      delete(table, page(table));
    }
    assertThat(passedOver(table)).isLessThanOrEqualTo(FEW);
  }

  private void put(Table table, long first) throws RocksDBException {
    try (WriteBatchWithIndex batch = new WriteBatchWithIndex(true)) {
      for (long number = first; number < first + PAGE; number++) {
        batch.put(database.family(table), Keys.number(number), Keys.number(number));
      }
      database.write(batch, false);
    }
  }

  private void delete(Table table, List<byte[]> keys) throws RocksDBException {
    try (WriteBatchWithIndex batch = new WriteBatchWithIndex(true)) {
      for (byte[] key : keys) {
        batch.delete(database.family(table), key);
      }
      database.write(batch, false);
    }
  }

  private List<byte[]> page(Table table) {
    List<byte[]> keys = new ArrayList<>();
    try (Cursor cursor = database.scan(table, new byte[0])) {
      for (; cursor.valid() && keys.size() < PAGE; cursor.next()) {
        keys.add(cursor.key());
      }
    }
    return keys;
  }

  private long passedOver(Table table) {
    PerfContext passed = counters.reset();
    page(table);
    return passed.getInternalDeleteSkippedCount() + passed.getInternalKeySkippedCount();
  }
}
