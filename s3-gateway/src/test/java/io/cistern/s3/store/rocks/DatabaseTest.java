package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.store.StoreOptions;
import io.cistern.s3.store.record.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.PerfContext;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchWithIndex;

class DatabaseTest {
  private static final Table TABLE = Table.CURRENT;
  private static final int FILES = 5;
  private static final int KEYS_OF_A_FILE = 100_000;
  private static final int ASKED = 1_000;

  /** A third of the filter of so many keys. */
  private static final long CACHE_BYTES = 200 << 10;

  @TempDir Path directory;

  @Test
  @Timeout(60)
  void aKeyThatIsNotThereCostsLittleReadingThoughTheFilterIsLargerThanTheCache() throws Exception {
    for (int file = 0; file < FILES; file++) {
      // what is in memory only becomes a file when the log is read at the next start
      try (Database database = open()) {
        putEveryFifthEvenNumber(database, file);
      }
    }
    try (Database database = open();
        Counters counters = new Counters(directory.resolve("counters"))) {
      while (files() > 1) {
        Thread.sleep(50);
      }
      Random random = new Random(1);
      PerfContext counted = counters.reset();
      for (int i = 0; i < ASKED; i++) {
        long odd = 2L * random.nextInt(FILES * KEYS_OF_A_FILE) + 1;
        assertThat(database.get(TABLE, Keys.number(odd))).isEmpty();
      }
      assertThat(counted.getBlockReadByte() / ASKED).isLessThan(64 << 10);
    }
  }

  private Database open() {
    StoreOptions options =
        new StoreOptions(directory, 32 << 10, 0, 1, 5L << 30, CACHE_BYTES, 64L << 20, 0);
    return Database.open(directory.resolve("database"), options);
  }

  private static void putEveryFifthEvenNumber(Database database, int first)
      throws RocksDBException {
    try (WriteBatchWithIndex batch = new WriteBatchWithIndex(true)) {
      for (long i = 0; i < KEYS_OF_A_FILE; i++) {
        batch.put(database.family(TABLE), Keys.number(2 * (FILES * i + first)), new byte[8]);
      }
      database.write(batch, false);
    }
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.list(directory.resolve("database"))) {
      return all.filter(path -> path.toString().endsWith(".sst")).count();
    }
  }
}
