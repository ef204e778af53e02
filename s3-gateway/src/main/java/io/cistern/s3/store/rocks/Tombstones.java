package io.cistern.s3.store.rocks;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyOptions;

/**
 * How the marks that RocksDB leaves of deleted keys go away. A scan passes over all that lie on its
 * way, so whoever empties a table from its beginning would pass over more with each page. A scan
 * that meets many in memory has them written to a file, and a file in which they lie close together
 * is merged with what lies below it, where they end.
 */
final class Tombstones {
  /** How many one step of a scan may pass over in memory before they are written to a file. */
  static final int IN_MEMORY = 16_384;

  // fewer among so many neighbours wait until their file is merged anyway
  private static final int WINDOW = 8_192;
  private static final int CLOSE_TOGETHER = 6_144;

  private Tombstones() {}

  /** Options of a table whose tombstones go away as said. */
  static ColumnFamilyOptions sweptAway() {
    // Java has setters for neither
    Properties options = new Properties();
    options.setProperty("memtable_op_scan_flush_trigger", Integer.toString(IN_MEMORY));
    options.setProperty(
        "table_properties_collectors",
        "{{id=CompactOnDeletionCollector;window_size=%d;deletion_trigger=%d}}"
            .formatted(WINDOW, CLOSE_TOGETHER));
    @Nullable ColumnFamilyOptions parsed =
        ColumnFamilyOptions.getColumnFamilyOptionsFromProps(options);
    if (parsed == null) {
      throw new IllegalStateException("this RocksDB has not all of the options " + options);
    }
    return parsed;
  }
}
