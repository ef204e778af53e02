package io.cistern.pool.lvm;

import io.cistern.linux.block.BlockDevice;
import io.cistern.pool.lvm.command.LvRow;
import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.lvm.command.LvmChanges;
import io.cistern.pool.lvm.command.Reports;
import io.cistern.pool.lvm.command.VgRow;
import io.cistern.pool.lvm.tags.LvTags;
import io.cistern.pool.lvm.tags.TaggedBytes;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.record.RecordText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a pool: the volume group and the thin pool where they are not there, and adopts them where
 * they are. The thin pool's tags come with it or last, and make it a pool.
 */
final class LvmPoolInit {
  private static final Logger LOG = System.getLogger(LvmPoolInit.class.getName());

  /** Every volume's record is in it, twice: the old and the new. */
  private static final String LVM_METADATA = "64m";

  private static final ByteSize LEAST_METADATA = ByteSize.ofMiB(16);
  private static final ByteSize MOST_METADATA = ByteSize.ofMiB(15 * 1024);
  private static final int METADATA_SHARE = 1000;

  private final LvmChanges changes;
  private final Reports reports;
  private final LvmPlace place;
  private final LvmPoolOptions options;

  LvmPoolInit(Lvm lvm, LvmPlace place, LvmPoolOptions options) {
    this.changes = new LvmChanges(lvm);
    this.reports = new Reports(lvm);
    this.place = place;
    this.options = options;
  }

  void run(List<Path> devices, PoolName name) {
    VgRow group =
        reports
            .volumeGroup(place.group())
            .map(existing -> requireDevices(existing, devices))
            .orElseGet(() -> makeGroup(devices));
    Optional<LvRow> existing =
        reports.volumes(place.group()).stream()
            .filter(lv -> lv.name().equals(place.thinPool()))
            .findFirst();
    if (existing.isPresent()) {
      adopt(existing.get(), name);
    } else {
      makeThinPool(group, name);
    }
  }

  /**
   * Naming the devices again, as after a crash, is fine; so is one that has died since, without
   * which the rest goes on.
   */
  private VgRow requireDevices(VgRow existing, List<Path> devices) {
    Set<Path> members =
        reports.devices(place.group()).stream()
            .flatMap(device -> BlockDevice.node(Path.of(device)).stream())
            .collect(Collectors.toSet());
    for (Path device : devices) {
      Optional<Path> node = BlockDevice.node(device);
      if (node.isEmpty()) {
        LOG.log(Level.WARNING, "a disk is not there group={0} device={1}", place.group(), device);
      } else if (!members.contains(node.get())) {
        throw new PoolError.AlreadyExists(
            "the volume group %s is there without %s; add it with vgextend"
                .formatted(place.group(), device));
      }
    }
    return existing;
  }

  private VgRow makeGroup(List<Path> devices) {
    if (devices.isEmpty()) {
      throw new PoolError.NotFound(
          "there is no volume group %s; name the devices to make it of".formatted(place.group()));
    }
    List<String> words = new ArrayList<>(List.of("--metadatasize", LVM_METADATA, place.group()));
    devices.forEach(device -> words.add(device.toString()));
    // Without -y: where something is on a device already, LVM asks, and nobody answers.
    changes.run("vgcreate", words);
    return reports.volumeGroup(place.group()).orElseThrow();
  }

  private void makeThinPool(VgRow group, PoolName name) {
    ByteSize size = options.thinPoolSize().orElse(new ByteSize(group.free().bytes() / 5 * 4));
    ByteSize metadata = metadata(size);
    changes.tagging(
        "lvcreate",
        tags(LvmPoolRecord.ofNew(name, options)),
        List.of(
            "-y",
            "--type",
            "thin-pool",
            "-Zy",
            "-L",
            whole(size, group.extentSize()) + "b",
            "--poolmetadatasize",
            metadata.roundUpTo(group.extentSize()).bytes() + "b",
            "-n",
            place.thinPool(),
            place.group()));
  }

  private static ByteSize metadata(ByteSize data) {
    long share = data.bytes() / METADATA_SHARE;
    return new ByteSize(Math.clamp(share, LEAST_METADATA.bytes(), MOST_METADATA.bytes()));
  }

  private static long whole(ByteSize size, ByteSize extent) {
    return size.bytes() / extent.bytes() * extent.bytes();
  }

  private void adopt(LvRow existing, PoolName name) {
    if (LvTags.isOfAnyPool(existing.tags())) {
      LvmPoolRecord record = record(existing).orElseThrow();
      if (!record.info().name().equals(name)) {
        throw new PoolError.AlreadyExists(
            "%s holds the pool \"%s\", not \"%s\"".formatted(place, record.name(), name));
      }
      return;
    }
    if (!existing.isThinPool()) {
      throw new PoolError.Invalid(
          "%s is there and no thin pool; choose another name".formatted(place));
    }
    if (!existing.zeroes()) {
      throw new PoolError.Invalid(
          "the thin pool %s gives out blocks as they are, with what others left in them; first"
                  .formatted(place)
              + " let it zero them: lvchange --zero y "
              + place);
    }
    changes.tagging(
        "lvchange", tags(LvmPoolRecord.ofNew(name, options)), List.of(place.toString()));
  }

  private static List<String> tags(LvmPoolRecord record) {
    List<String> tags = new ArrayList<>();
    tags.add(LvTags.pool(record.info().id()));
    tags.addAll(TaggedBytes.encode("record", RecordText.compact(record)));
    return tags;
  }

  /**
   * The record of a pool.
   *
   * @param rows of its volume group
   * @throws PoolError.NotFound if there is none
   * @throws PoolError.Corrupt if its tags are not valid
   */
  static LvmPoolRecord record(LvmPlace place, List<LvRow> rows) {
    return rows.stream()
        .filter(lv -> lv.isThinPool() && lv.name().equals(place.thinPool()))
        .findFirst()
        .flatMap(LvmPoolInit::record)
        .orElseThrow(
            () ->
                new PoolError.NotFound(
                    "there is no pool in " + place + "; make one with pool init --vg"));
  }

  private static Optional<LvmPoolRecord> record(LvRow thinPool) {
    return TaggedBytes.decode("record", thinPool.tags())
        .map(bytes -> RecordText.parse(thinPool.name(), bytes, LvmPoolRecord.class));
  }
}
