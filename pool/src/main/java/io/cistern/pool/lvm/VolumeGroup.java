package io.cistern.pool.lvm;

import io.cistern.pool.lvm.command.LvmChanges;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.lvm.tags.LvTags;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What LVM is told to do in one volume group, for one pool. Each method is one command, which
 * writes the group's metadata once: all of it is done or nothing.
 *
 * <p>Every logical volume is made inactive and with the activation skip flag, so that no boot and
 * no other program activates it by the way.
 */
final class VolumeGroup {
  private static final List<String> HIDDEN = List.of("-y", "-ky");

  private final LvmChanges lvm;
  private final String name;
  private final String thinPool;
  private final PoolId pool;

  VolumeGroup(LvmChanges lvm, String name, String thinPool, PoolId pool) {
    this.lvm = lvm;
    this.name = name;
    this.thinPool = thinPool;
    this.pool = pool;
  }

  String name() {
    return name;
  }

  /** A thin volume, which reads as zeros. */
  void createThin(String lv, ByteSize size, LvTags tags) {
    create(tags, "-an", "-Wn", "-V", bytes(size), "--thinpool", path(thinPool), "-n", lv);
  }

  /** A linear volume, active, which reads as whatever was there before. */
  void createThick(String lv, ByteSize size, LvTags tags) {
    create(tags, "-ay", "-K", "-Wn", "-Zn", "-L", bytes(size), "-n", lv, name);
  }

  /** A thin snapshot of a thin volume, which is a volume of its own from then on. */
  void snapshotThin(String source, String lv, LvTags tags) {
    create(tags, "-an", "-s", path(source), "-n", lv);
  }

  /**
   * A copy-on-write snapshot of an active linear volume, active, good for so many changed bytes.
   */
  void snapshotThick(String source, String lv, ByteSize room, LvTags tags) {
    create(tags, "-ay", "-K", "-s", "-L", bytes(room), "-n", lv, path(source));
  }

  private void create(LvTags tags, String... arguments) {
    lvm.tagging(
        "lvcreate",
        tags.texts(pool),
        Stream.concat(HIDDEN.stream(), Stream.of(arguments)).toList());
  }

  /** Gives a volume another state or another record. */
  void retag(OwnLv lv, LvTags tags) {
    List<String> before = lv.tags().texts(pool);
    List<String> after = tags.texts(pool);
    List<String> words = new ArrayList<>();
    before.stream()
        .filter(tag -> !after.contains(tag))
        .forEach(tag -> words.addAll(List.of("--deltag", tag)));
    words.add(path(lv.name()));
    lvm.tagging("lvchange", after.stream().filter(tag -> !before.contains(tag)).toList(), words);
  }

  void extend(String lv, ByteSize size) {
    lvm.run("lvextend", "-y", "-L", bytes(size), path(lv));
  }

  /** Cuts off what is beyond the size. */
  void reduce(String lv, ByteSize size) {
    lvm.run("lvreduce", "-y", "-f", "-L", bytes(size), path(lv));
  }

  /** Gives a volume its device. */
  void activate(String lv) {
    lvm.run("lvchange", "-ay", "-K", path(lv));
  }

  /** Makes devices, which may be suspended, what they should be. */
  void refresh(Collection<String> lvs) {
    lvm.run(
        "lvchange", Stream.concat(Stream.of("--refresh"), lvs.stream().map(this::path)).toList());
  }

  /** Makes the thin pool's device, which may be suspended, what it should be. */
  void refreshPool() {
    lvm.run("lvchange", "--refresh", path(thinPool));
  }

  /** Takes the devices of volumes away; one without is fine. */
  void deactivate(Collection<String> lvs) {
    lvm.run("lvchange", Stream.concat(Stream.of("-an"), lvs.stream().map(this::path)).toList());
  }

  /** Removes volumes, one after the other; their devices go first. */
  void remove(Collection<String> lvs) {
    lvm.run(
        "lvremove", Stream.concat(Stream.of("-y", "-f"), lvs.stream().map(this::path)).toList());
  }

  /** Activates the thin pool itself. */
  void activatePool() {
    lvm.run("lvchange", "-ay", path(thinPool));
  }

  void extendPool(ByteSize by) {
    lvm.run("lvextend", "-y", "-L", "+" + bytes(by), path(thinPool));
  }

  void extendPoolMetadata(ByteSize by) {
    lvm.run("lvextend", "-y", "--poolmetadatasize", "+" + bytes(by), path(thinPool));
  }

  private String path(String lv) {
    return name + "/" + lv;
  }

  private static String bytes(ByteSize size) {
    return size.bytes() + "b";
  }
}
