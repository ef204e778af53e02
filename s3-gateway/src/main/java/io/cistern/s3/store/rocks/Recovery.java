package io.cistern.s3.store.rocks;

import io.cistern.s3.store.extent.ExtentFiles;
import io.cistern.s3.store.record.Keys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes the bodies that earlier runs began and did not commit. Only files of numbers that were
 * not settled can be such; all others are in the metadata or in its trash.
 */
final class Recovery {
  private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

  private Recovery() {}

  static void run(Database database, Sequences sequences, ExtentFiles files) throws IOException {
    List<Long> unreferenced = new ArrayList<>();
    files.forEach(
        sequences.unsettledFrom(),
        sequences.first(),
        extent -> {
          if (!isKnown(database, extent)) {
            unreferenced.add(extent);
          }
        });
    for (long extent : unreferenced) {
      files.remove(extent);
    }
    sequences.settleEarlierRuns();
    if (!unreferenced.isEmpty()) {
      LOG.log(
          System.Logger.Level.INFO,
          "removed bodies that nothing refers to count=" + unreferenced.size());
    }
  }

  private static boolean isKnown(Database database, long extent) {
    return database.get(Table.EXTENTS, Keys.number(extent)).isPresent();
  }
}
