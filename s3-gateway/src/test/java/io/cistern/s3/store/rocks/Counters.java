package io.cistern.s3.store.rocks;

import java.nio.file.Path;
import org.rocksdb.PerfContext;
import org.rocksdb.PerfLevel;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * What RocksDB counts of this thread's calls. It does so whichever database they are made to, so
 * there is one here to ask.
 */
final class Counters implements AutoCloseable {
  private final RocksDB any;

  Counters(Path directory) throws RocksDBException {
    any = RocksDB.open(directory.toString());
    any.setPerfLevel(PerfLevel.ENABLE_COUNT);
  }

  /** From now on. */
  PerfContext reset() {
    PerfContext counted = any.getPerfContext();
    counted.reset();
    return counted;
  }

  @Override
  public void close() {
    any.setPerfLevel(PerfLevel.DISABLE);
    any.close();
  }
}
