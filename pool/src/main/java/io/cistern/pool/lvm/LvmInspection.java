package io.cistern.pool.lvm;

import io.cistern.linux.block.BlockDevice;
import io.cistern.linux.mapper.MappedDevice;
import io.cistern.pool.check.CheckReport;
import io.cistern.pool.check.Finding;
import io.cistern.pool.lvm.command.LvRow;
import io.cistern.pool.lvm.inventory.Contents;
import io.cistern.pool.lvm.inventory.LvNames;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.lvm.tags.LvTags;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One look at one pool. */
final class LvmInspection {
  private static final String RESTORE =
      "bytes may be lost: restore it from a snapshot or a backup, or the tags by hand";
  private static final String LEFT = "goes when the pool is opened or repaired";

  private final String group;
  private final Contents contents;
  private final Layers layers;
  private final LvmCapacity capacity;
  private final boolean owned;
  private final List<Finding> findings = new ArrayList<>();

  LvmInspection(
      String group, Contents contents, Layers layers, LvmCapacity capacity, boolean owned) {
    this.group = group;
    this.contents = contents;
    this.layers = layers;
    this.capacity = capacity;
    this.owned = owned;
  }

  CheckReport report(List<Finding> repaired) {
    return new CheckReport(
        contents.volumes().size(),
        contents.snapshots().size(),
        contents.groups().size(),
        owned,
        findings,
        repaired);
  }

  void run() {
    thinPool();
    contents.volumes().values().forEach(this::volume);
    contents.snapshots().values().forEach(this::snapshot);
    for (Contents.Broken broken : contents.broken()) {
      String what = String.valueOf(broken.error().getMessage());
      findings.add(Finding.error(path(broken.name()), what, RESTORE));
    }
    if (!owned) {
      for (OwnLv lv : contents.leftovers()) {
        findings.add(Finding.repairable(path(lv.name()), "left by a crash", LEFT));
      }
    }
  }

  /** What is called like ours and is nobody's. */
  void strangers(List<LvRow> rows) {
    rows.stream()
        .filter(row -> LvNames.isOurs(row.name()) && !LvTags.isOfAnyPool(row.tags()))
        .forEach(
            row ->
                findings.add(
                    Finding.warning(
                        path(row.name()),
                        "has the name of a pool's volume and no tags of one",
                        "unknown, not touched; rename or remove it if nobody needs it")));
  }

  private void thinPool() {
    Path path = path(contents.thinPool().name());
    if (!contents.thinPool().zeroes()) {
      findings.add(
          Finding.error(
              path,
              "gives out blocks as they are, with what others left in them",
              "lvchange --zero y " + group + "/" + contents.thinPool().name()));
    }
    ThinPoolStatus status;
    try {
      status = capacity.thinPool();
    } catch (PoolError.Corrupt e) {
      String what = String.valueOf(e.getMessage());
      findings.add(Finding.error(path, what, "see docs/operations.md"));
      return;
    }
    status
        .fault()
        .ifPresent(fault -> findings.add(Finding.error(path, fault, "see docs/operations.md")));
    fill(path, "metadata", status.metadataPercent(), VolumeHealth.METADATA_NEARLY_FULL);
    fill(path, "data", status.dataPercent(), VolumeHealth.DATA_NEARLY_FULL);
  }

  private void fill(Path path, String what, int percent, int limit) {
    if (percent >= limit) {
      findings.add(
          Finding.warning(
              path,
              "its %s is %d %% full".formatted(what, percent),
              "delete snapshots or volumes, or enlarge it"));
    }
  }

  private void volume(OwnLv lv) {
    Volume volume = lv.volume();
    atLeast(lv, volume.dataSize());
    if (lv.thin() != (volume.provisioning() == Provisioning.THIN)) {
      findings.add(
          Finding.error(
              path(lv.name()),
              "is %s, and its record says %s"
                  .formatted(lv.thin() ? "thin" : "thick", volume.provisioning().parameterValue()),
              RESTORE));
    }
    ByteSize excess = lv.size().minusOrZero(capacity.extents(volume.dataSize()));
    // A copy of a larger logical volume may have more than it needs from the start, if thin.
    if (!lv.thin() && !excess.isZero() && !owned) {
      findings.add(
          Finding.repairable(
              path(lv.name()),
              "%d bytes longer than recorded".formatted(excess.bytes()),
              "an expansion was cut off: repair takes it back"));
    }
    layers.of(lv).ifPresentOrElse(layer -> attached(volume, layer), () -> idle(lv));
  }

  private void attached(Volume volume, MappedDevice layer) {
    if (layer.suspended() && !owned) {
      findings.add(
          Finding.error(
              layer.path(), "suspended: what is written waits", "dmsetup resume " + layer.path()));
    }
    long size = BlockDevice.size(layer.path());
    if (size > volume.dataSize().bytes()) {
      findings.add(
          Finding.error(
              layer.path(),
              "has %d bytes, and its volume %d".formatted(size, volume.dataSize().bytes()),
              "unstage the volume and stage it again"));
    }
  }

  private void idle(OwnLv lv) {
    if (layers.isActive(lv) && !owned) {
      findings.add(Finding.repairable(path(lv.name()), "active, and nobody uses it", LEFT));
    }
  }

  private void snapshot(OwnLv lv) {
    atLeast(lv, lv.snapshot().dataSize());
    if (!lv.thin()) {
      findings.add(Finding.error(path(lv.name()), "is a snapshot and not thin", RESTORE));
    }
  }

  private void atLeast(OwnLv lv, ByteSize recorded) {
    if (lv.size().compareTo(recorded) < 0) {
      findings.add(
          Finding.error(
              path(lv.name()),
              "has %d bytes instead of %d".formatted(lv.size().bytes(), recorded.bytes()),
              RESTORE));
    }
  }

  private Path path(String lv) {
    return Path.of("/dev", group, lv);
  }
}
