package io.cistern.pool.lvm.inventory;

import io.cistern.pool.lvm.command.LvRow;
import io.cistern.pool.lvm.tags.LvContent;
import io.cistern.pool.lvm.tags.LvTags;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.Volume;
import java.util.Optional;

/**
 * A logical volume of ours.
 *
 * @param name unique in its volume group
 * @param device the uuid of its device, which is its identity; empty until it is seen, as {@code
 *     lvcreate} does not tell
 * @param size what it takes or promises: whole extents, so often more than its content's size
 * @param thin whether it is in the thin pool
 * @param tags its state and what it holds
 */
public record OwnLv(
    String name, Optional<String> device, ByteSize size, boolean thin, LvTags tags) {

  /** One that was made just now. */
  public static OwnLv ofNew(String name, ByteSize size, boolean thin, LvTags tags) {
    return new OwnLv(name, Optional.empty(), size, thin, tags);
  }

  static OwnLv of(LvRow row, PoolId pool) {
    return new OwnLv(
        row.name(),
        Optional.of(deviceUuid(row)),
        row.size(),
        row.isThin(),
        LvTags.parse(row.name(), pool, row.tags()));
  }

  /** How LVM calls the device of a logical volume. */
  private static String deviceUuid(LvRow row) {
    return row.group().devicePrefix() + row.uuid().replace("-", "");
  }

  /** The volume it holds. */
  public Volume volume() {
    if (tags.content() instanceof LvContent.OfVolume(Volume volume, _)) {
      return volume;
    }
    throw new IllegalStateException(name + " holds no volume");
  }

  /** The snapshot it holds. */
  public Snapshot snapshot() {
    if (tags.content() instanceof LvContent.OfSnapshot(Snapshot snapshot, _)) {
      return snapshot;
    }
    throw new IllegalStateException(name + " holds no snapshot");
  }

  public OwnLv withTags(LvTags changed) {
    return new OwnLv(name, device, size, thin, changed);
  }

  public OwnLv withSize(ByteSize changed) {
    return new OwnLv(name, device, changed, thin, tags);
  }

  public OwnLv withDevice(String seen) {
    return new OwnLv(name, Optional.of(seen), size, thin, tags);
  }
}
