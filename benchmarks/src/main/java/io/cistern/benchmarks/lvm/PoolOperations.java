package io.cistern.benchmarks.lvm;

import io.cistern.benchmarks.measure.Operation;
import io.cistern.pool.Pool;
import io.cistern.pool.lvm.command.LvmChanges;
import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The same through a pool, as the node service calls it.
 *
 * @param pool with its locks
 * @param size of the volumes that are made
 */
record PoolOperations(Pool pool, ByteSize size) {

  VolumeId create(String name) {
    return create(name, new ContentSource.Blank());
  }

  private VolumeId create(String name, ContentSource source) {
    VolumeSpec spec =
        new VolumeSpec(
            new EntityName(name),
            CapacityRange.atLeast(size),
            AccessType.FILE_SYSTEM,
            FsType.EXT4,
            new TreeSet<>(Set.of("SINGLE_NODE_WRITER")),
            Provisioning.THIN,
            IoLimits.NONE,
            Encryption.NONE,
            source,
            new TreeMap<>());
    return pool.volumes().create(spec).id();
  }

  void remove(VolumeId id) {
    pool.volumes().delete(id);
  }

  Operation create() {
    return Operation.of(i -> create(name(i)), this::removeVolume);
  }

  /** As the first in a while, which finds no shell of LVM that others have left. */
  Operation createAfterRest() {
    return new Operation(_ -> rest(), i -> create(name(i)), this::removeVolume);
  }

  private static void rest() {
    try {
      Thread.sleep(LvmChanges.LINGER.plusSeconds(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted at rest", e);
    }
  }

  Operation delete() {
    return new Operation(i -> create(name(i)), this::removeVolume, _ -> {});
  }

  Operation snapshot(List<VolumeId> sources) {
    return Operation.of(
        i -> pool.snapshots().create(new EntityName(name(i)), sources.get(i % sources.size())),
        i -> pool.snapshots().delete(SnapshotId.named(pool.info().id(), new EntityName(name(i)))));
  }

  Operation copy(List<VolumeId> sources) {
    return Operation.of(
        i -> create(name(i), new ContentSource.OfVolume(sources.get(i % sources.size()))),
        this::removeVolume);
  }

  private void removeVolume(int index) {
    remove(VolumeId.named(pool.info().id(), new EntityName(name(index))));
  }

  /** As long as the names of external-provisioner. */
  private static String name(int index) {
    return "pvc-00000000-0000-4000-8000-%012d".formatted(index);
  }
}
