package io.cistern.benchmarks.lvm;

import io.cistern.benchmarks.measure.Operation;
import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.lvm.command.LvmChanges;
import io.cistern.pool.model.ByteSize;
import java.util.ArrayList;
import java.util.List;

/**
 * A volume group with a thin pool that nobody manages, and LVM's own commands in it: those of a
 * pool, with its configuration and its flags, but without tags and whatever Java does.
 */
final class BareGroup {
  private static final String THIN_POOL = "thin";

  private final Lvm lvm = new Lvm(Lvm.PROGRAM);
  private final LvmChanges unmeasured = new LvmChanges(lvm);
  private final String group;
  private final ByteSize size;

  /**
   * @param size of the volumes that are made
   */
  private BareGroup(String group, ByteSize size) {
    this.group = group;
    this.size = size;
  }

  /** Makes the volume group as a pool would be made. */
  static BareGroup make(Disk disk, ByteSize thinPool, ByteSize size) {
    BareGroup bare = new BareGroup(disk.group(), size);
    bare.lvm.run("vgcreate", "--metadatasize", "64m", disk.group(), disk.device().toString());
    bare.lvm.run(
        "lvcreate",
        "-y",
        "--type",
        "thin-pool",
        "-Zy",
        "-L",
        thinPool.bytes() + "b",
        "-n",
        THIN_POOL,
        disk.group());
    return bare;
  }

  private void create(String name) {
    lvm.run("lvcreate", creation(name));
  }

  /** As {@link #create(String)}, and faster where many are made. */
  void fill(String name) {
    unmeasured.run("lvcreate", creation(name));
  }

  private List<String> creation(String name) {
    return List.of(
        "-y",
        "-ky",
        "-an",
        "-Wn",
        "-V",
        size.bytes() + "b",
        "--thinpool",
        path(THIN_POOL),
        "-n",
        name);
  }

  private void snapshot(String source, String name) {
    lvm.run("lvcreate", "-y", "-ky", "-an", "-s", path(source), "-n", name);
  }

  void remove(List<String> names) {
    List<String> words = new ArrayList<>(List.of("-y", "-f"));
    names.forEach(name -> words.add(path(name)));
    lvm.run("lvremove", words);
  }

  private String path(String name) {
    return group + "/" + name;
  }

  Operation create() {
    return Operation.of(i -> create("run-" + i), this::removeRun);
  }

  Operation delete() {
    return new Operation(i -> create("run-" + i), this::removeRun, _ -> {});
  }

  /** A snapshot is to LVM what a clone is. */
  Operation copy(List<String> sources) {
    return Operation.of(
        i -> snapshot(sources.get(i % sources.size()), "run-" + i), this::removeRun);
  }

  private void removeRun(int index) {
    remove(List.of("run-" + index));
  }
}
