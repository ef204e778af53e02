package io.cistern.pool.check;

import io.cistern.pool.loop.layout.ScratchName;
import java.nio.file.Path;

/** Nothing is left in staging and trash of a pool that nobody owns. */
final class ScratchCheck {
  private ScratchCheck() {}

  static void run(Inspection inspection) {
    check(inspection, inspection.layout.staging());
    check(inspection, inspection.layout.trash());
  }

  private static void check(Inspection inspection, Path directory) {
    for (Path entry : inspection.entries(directory)) {
      if (ScratchName.parse(entry.getFileName().toString()).isEmpty()) {
        inspection.add(Finding.warning(entry, "not a part of a pool", Inspection.FOREIGN));
      } else if (!inspection.owned) {
        inspection.add(
            Finding.repairable(
                entry, "left by a crash", "goes when the pool is opened or repaired"));
      }
    }
  }
}
