package io.cistern.pool.check;

import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Volume;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Every volume has a valid record and data of the recorded size. */
final class VolumeCheck {
  private VolumeCheck() {}

  static void run(Inspection inspection) {
    for (UUID uuid : inspection.things(inspection.layout.volumes())) {
      check(inspection, uuid);
    }
  }

  private static void check(Inspection inspection, UUID uuid) {
    PoolLayout layout = inspection.layout;
    Optional<Volume> volume =
        inspection.read(layout.volumeJson(uuid), () -> inspection.shelf.volume(uuid));
    if (volume.isEmpty()) {
      return;
    }
    inspection.volumes++;
    Path directory = layout.volume(uuid);
    inspection.requireOnly(directory, Set.of(PoolLayout.VOLUME_JSON, PoolLayout.DATA));
    Path data = layout.volumeData(uuid);
    Optional<ByteSize> excess = DataCheck.excess(inspection, data, volume.get().dataSize());
    if (excess.isPresent() && !excess.get().isZero() && !inspection.owned) {
      inspection.add(excess(inspection, uuid, data, excess.get()));
    }
  }

  private static Finding excess(Inspection inspection, UUID uuid, Path data, ByteSize excess) {
    String what = "%d bytes longer than recorded".formatted(excess.bytes());
    return inspection.devices.of(uuid).isPresent()
        ? Finding.warning(data, what, "an expansion was cut off: expand the volume again")
        : Finding.repairable(data, what, "an expansion was cut off: repair takes it back");
  }
}
