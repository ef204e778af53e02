package io.cistern.s3.store.rocks;

import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.StoreOptions;
import io.cistern.s3.store.extent.DiskErrors;
import io.cistern.s3.store.record.Keys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.RocksObject;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatchWithIndex;
import org.rocksdb.WriteOptions;

/**
 * RocksDB with our tables: open, get, scan, write. Its memory is that of {@link StoreOptions},
 * whatever it holds.
 */
final class Database implements AutoCloseable {
  private static final long WAL_BYTES = 256L << 20;

  private final List<RocksObject> owned = new ArrayList<>();
  private final Map<Table, ColumnFamilyHandle> families = new EnumMap<>(Table.class);
  private final RocksDB db;
  private final ReadOptions reads;
  private final WriteOptions synced;
  private final WriteOptions unsynced;

  private Database(Path directory, StoreOptions options, boolean readOnly) throws RocksDBException {
    Cache cache = own(new LRUCache(options.cacheBytes()));
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    for (Table table : Table.values()) {
      descriptors.add(new ColumnFamilyDescriptor(table.family(), familyOptions(table, cache)));
    }
    DBOptions dbOptions = own(databaseOptions(options));
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    this.db =
        readOnly
            ? RocksDB.openReadOnly(dbOptions, directory.toString(), descriptors, handles)
            : RocksDB.open(dbOptions, directory.toString(), descriptors, handles);
    for (Table table : Table.values()) {
      families.put(table, handles.get(table.ordinal()));
    }
    this.reads = own(new ReadOptions());
    this.synced = own(new WriteOptions().setSync(true));
    this.unsynced = own(new WriteOptions());
  }

  /** Opens the database in {@code directory}, which is made if it is not there. */
  static Database open(Path directory, StoreOptions options) {
    return open(directory, options, false);
  }

  /** Opens a database that nobody else has open, and changes nothing in it. */
  static Database openReadOnly(Path directory, StoreOptions options) {
    return open(directory, options, true);
  }

  private static Database open(Path directory, StoreOptions options, boolean readOnly) {
    RocksDB.loadLibrary();
    try {
      return new Database(directory, options, readOnly);
    } catch (RocksDBException failure) {
      throw error("opening " + directory, failure);
    }
  }

  private static DBOptions databaseOptions(StoreOptions options) {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setDbWriteBufferSize(options.writeBufferBytes())
        .setMaxTotalWalSize(WAL_BYTES)
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setMaxOpenFiles(512)
        .setMaxBackgroundJobs(2)
        .setBytesPerSync(1 << 20)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(1 << 20)
        .setKeepLogFileNum(2);
  }

  private ColumnFamilyOptions familyOptions(Table table, Cache cache) {
    BlockBasedTableConfig blocks =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setBlockSize(16 << 10)
            .setFormatVersion(5)
            .setFilterPolicy(own(new BloomFilter(10, false)))
            .setCacheIndexAndFilterBlocks(true)
            // in pieces, as the whole filter of a file of small records is larger than the part of
            // the cache it belongs in, and would be read again by each look-up
            .setIndexType(IndexType.kTwoLevelIndexSearch)
            .setPartitionFilters(true)
            .setMetadataBlockSize(16 << 10)
            .setPinL0FilterAndIndexBlocksInCache(true);
    return own(table.holdsBodies() ? new ColumnFamilyOptions() : Tombstones.sweptAway())
        .setTableFormatConfig(blocks)
        .setWriteBufferSize(32 << 20)
        .setLevelCompactionDynamicLevelBytes(true)
        .setCompressionType(
            table.holdsBodies() ? CompressionType.NO_COMPRESSION : CompressionType.LZ4_COMPRESSION);
  }

  Optional<byte[]> get(Table table, byte[] key) {
    try {
      byte @Nullable [] value = db.get(family(table), reads, key);
      return Optional.ofNullable(value);
    } catch (RocksDBException failure) {
      throw error("reading " + table, failure);
    }
  }

  /** As {@link #get(Table, byte[])}, seeing {@code batch} as if it were written. */
  Optional<byte[]> get(WriteBatchWithIndex batch, Table table, byte[] key) {
    try {
      byte @Nullable [] value = batch.getFromBatchAndDB(db, family(table), reads, key);
      return Optional.ofNullable(value);
    } catch (RocksDBException failure) {
      throw error("reading " + table, failure);
    }
  }

  /** A cursor on the keys that begin with {@code prefix}, of this moment. */
  Cursor scan(Table table, byte[] prefix) {
    return scan(table, prefix, Keys.past(prefix));
  }

  /** A cursor on the keys from {@code from} to {@code to} (exclusive; empty for the end). */
  Cursor scan(Table table, byte[] from, byte[] to) {
    return scan(table, from, new ScanBounds(to));
  }

  /** A cursor from {@code from}. */
  Cursor scan(Table table, byte[] from, ScanBounds bounds) {
    return new Cursor(db.newIterator(family(table), bounds.options()), bounds, from);
  }

  /** The database as it is now. */
  Moment moment() {
    return new Moment(this, db);
  }

  /** As {@link #scan(Table, byte[])}, seeing {@code batch} as if it were written. */
  Cursor scan(WriteBatchWithIndex batch, Table table, byte[] prefix) {
    ScanBounds bounds = new ScanBounds(Keys.past(prefix));
    RocksIterator base = db.newIterator(family(table), bounds.options());
    return new Cursor(
        batch.newIteratorWithBase(family(table), base, bounds.options()), bounds, prefix);
  }

  ColumnFamilyHandle family(Table table) {
    ColumnFamilyHandle handle = families.get(table);
    if (handle == null) {
      throw new IllegalStateException("no table " + table);
    }
    return handle;
  }

  /**
   * Writes a batch, wholly or not at all.
   *
   * @param sync whether it shall survive a power cut on return
   */
  void write(WriteBatchWithIndex batch, boolean sync) throws RocksDBException {
    db.write(sync ? synced : unsynced, batch);
  }

  /** Writes one value, durable on return. */
  void putSynced(Table table, byte[] key, byte[] value) {
    try {
      db.put(family(table), synced, key, value);
    } catch (RocksDBException failure) {
      throw error("writing " + table, failure);
    }
  }

  static StoreError error(String what, RocksDBException failure) {
    @Nullable Status status = failure.getStatus();
    boolean full =
        status != null && status.getSubCode() == Status.SubCode.NoSpace
            || DiskErrors.isFull(failure.getMessage());
    if (full) {
      return new StoreError.OutOfSpace("the disk is full: " + what, failure);
    }
    return status != null && status.getCode() == Status.Code.Corruption
        ? new StoreError.Corrupt(what, failure)
        : new StoreError.Io("the disk failed: " + what, failure);
  }

  @Override
  public void close() {
    families.values().forEach(ColumnFamilyHandle::close);
    try {
      db.closeE();
    } catch (RocksDBException failure) {
      throw error("closing", failure);
    } finally {
      owned.reversed().forEach(RocksObject::close);
    }
  }

  private <T extends RocksObject> T own(T object) {
    owned.add(object);
    return object;
  }
}
