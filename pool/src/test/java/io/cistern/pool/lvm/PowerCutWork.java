package io.cistern.pool.lvm;

import static io.cistern.pool.PoolUnderTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.Request;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a pool does, step by step, and what it holds before and after each. */
final class PowerCutWork {
  private static final int WRITTEN = 1 << 20;
  private static final ByteSize SIZE = ByteSize.ofMiB(8);
  private static final ByteSize LARGER = ByteSize.ofMiB(20);

  /**
   * What a volume or a snapshot is.
   *
   * @param size its size
   * @param provisioning of a snapshot thin
   * @param seed of the bytes it begins with; 0 for zeros
   */
  private record Thing(ByteSize size, Provisioning provisioning, long seed) {
    Thing with(ByteSize changed) {
      return new Thing(changed, provisioning, seed);
    }

    Thing with(long written) {
      return new Thing(size, provisioning, written);
    }
  }

  /**
   * A step.
   *
   * @param action does it, also if it is done already
   * @param after what is there then, by name
   * @param writing the volume whose bytes are anything while it runs
   */
  private record Step(Consumer<Pool> action, Map<String, Thing> after, Optional<String> writing) {}

  private final Map<String, Thing> there = new TreeMap<>();
  private final List<Step> steps = new ArrayList<>();

  PowerCutWork() {
    create("thin", Request.raw("thin").size(SIZE), new Thing(SIZE, Provisioning.THIN, 0));
    write("thin", 11);
    snapshot("cut", "thin");
    create("thick", Request.raw("thick").thick().size(SIZE), thick(SIZE, 0));
    write("thick", 12);
    write("thin", 13);
    copy("larger", "thin", LARGER);
    expand("thin");
    expand("thick");
    group("group", "thin", "thick");
    snapshot("thick cut", "thick");
    modify("thin", "thick", Provisioning.THICK);
    modify("thick", "thin", Provisioning.THIN);
    step(
        pool -> pool.snapshots().delete(SnapshotId.named(id(pool), new EntityName("cut"))),
        now -> now.remove("cut"));
    step(
        pool ->
            pool.groupSnapshots().delete(GroupSnapshotId.named(id(pool), new EntityName("group"))),
        now -> now.keySet().removeIf(name -> name.startsWith("group")));
    delete("thick");
    delete("larger");
  }

  private static PoolId id(Pool pool) {
    return pool.info().id();
  }

  private static VolumeId id(Pool pool, String name) {
    return VolumeId.named(id(pool), new EntityName(name));
  }

  private static Thing thick(ByteSize size, long seed) {
    return new Thing(size, Provisioning.THICK, seed);
  }

  private Thing now(String name) {
    return Optional.ofNullable(there.get(name)).orElseThrow();
  }

  private void step(Consumer<Pool> action, Consumer<Map<String, Thing>> effect) {
    effect.accept(there);
    steps.add(new Step(action, Map.copyOf(there), Optional.empty()));
  }

  private void create(String name, Request request, Thing made) {
    step(pool -> pool.volumes().create(request.spec()), now -> now.put(name, made));
  }

  private void copy(String name, String source, ByteSize size) {
    Thing made = new Thing(size, Provisioning.THIN, now(source).seed());
    step(
        pool -> pool.volumes().create(Request.raw(name).size(size).from(id(pool, source)).spec()),
        now -> now.put(name, made));
  }

  private void write(String name, long seed) {
    there.computeIfPresent(name, (_, thing) -> thing.with(seed));
    steps.add(
        new Step(
            pool -> {
              devices(pool).write(id(pool, name), 0, bytes(seed, WRITTEN));
              pool.attachments().detach(id(pool, name));
            },
            Map.copyOf(there),
            Optional.of(name)));
  }

  private void snapshot(String name, String source) {
    Thing made = new Thing(now(source).size(), Provisioning.THIN, now(source).seed());
    step(
        pool -> pool.snapshots().create(new EntityName(name), id(pool, source)),
        now -> now.put(name, made));
  }

  private void group(String name, String... sources) {
    step(
        pool ->
            pool.groupSnapshots()
                .create(new EntityName(name), Set.of(id(pool, sources[0]), id(pool, sources[1]))),
        now -> {
          for (String source : sources) {
            Thing of = now(source);
            now.put(name + " " + source, new Thing(of.size(), Provisioning.THIN, of.seed()));
          }
        });
  }

  private void expand(String name) {
    step(
        pool -> pool.volumes().expand(id(pool, name), CapacityRange.atLeast(LARGER)),
        now -> now.computeIfPresent(name, (_, thing) -> thing.with(LARGER)));
  }

  private void modify(String name, String provisioning, Provisioning made) {
    step(
        pool -> pool.volumes().modify(id(pool, name), Map.of("provisioning", provisioning)),
        now ->
            now.computeIfPresent(name, (_, thing) -> new Thing(thing.size(), made, thing.seed())));
  }

  private void delete(String name) {
    step(pool -> pool.volumes().delete(id(pool, name)), now -> now.remove(name));
  }

  int size() {
    return steps.size();
  }

  void run(int step, Pool pool) {
    steps.get(step).action().accept(pool);
  }

  /** The pool is as it was before a step, or as it is after it. */
  void requireStateAround(int step, Pool pool, String when) {
    Map<String, Thing> before = before(step);
    if (step == steps.size()) {
      requireState(before, pool, when);
      return;
    }
    Optional<String> writing = steps.get(step).writing();
    Map<String, Thing> after = steps.get(step).after();
    Map<String, Thing> found = found(pool);
    Map<String, Thing> expected = sizes(found).equals(sizes(after)) ? after : before;
    assertThat(sizes(found)).as("%s, step %d", when, step).isEqualTo(sizes(expected));
    Map<String, Thing> certain = new TreeMap<>(expected);
    writing.ifPresent(certain::remove);
    requireBytes(certain, pool, when);
  }

  void requireStateBefore(int step, Pool pool, String when) {
    requireState(before(step), pool, when);
  }

  private Map<String, Thing> before(int step) {
    return step == 0 ? Map.of() : steps.get(step - 1).after();
  }

  private static void requireState(Map<String, Thing> expected, Pool pool, String when) {
    assertThat(sizes(found(pool))).as(when).isEqualTo(sizes(expected));
    requireBytes(expected, pool, when);
  }

  private static Map<String, Thing> sizes(Map<String, Thing> things) {
    Map<String, Thing> sizes = new TreeMap<>();
    things.forEach((name, thing) -> sizes.put(name, thing.with(0)));
    return sizes;
  }

  private static Map<String, Thing> found(Pool pool) {
    Map<String, Thing> found = new TreeMap<>();
    pool.volumes()
        .list(Optional.empty(), 100)
        .items()
        .forEach(
            volume ->
                found.put(
                    volume.spec().name().value(),
                    new Thing(volume.size(), volume.provisioning(), 0)));
    snapshots(pool)
        .forEach(
            (name, snapshot) -> found.put(name, new Thing(snapshot.size(), Provisioning.THIN, 0)));
    return found;
  }

  /** By name; a member of a group by the group's and its source's. */
  private static Map<String, Snapshot> snapshots(Pool pool) {
    Map<VolumeId, String> sources = Map.of(id(pool, "thin"), "thin", id(pool, "thick"), "thick");
    Map<String, Snapshot> found = new TreeMap<>();
    for (Snapshot snapshot :
        pool.snapshots().list(Optional.empty(), Optional.empty(), 100).items()) {
      found.put(
          snapshot.group().isPresent()
              ? "group " + sources.get(snapshot.source())
              : snapshot.name().value(),
          snapshot);
    }
    return found;
  }

  private static void requireBytes(Map<String, Thing> expected, Pool pool, String when) {
    Map<String, Snapshot> snapshots = snapshots(pool);
    expected.forEach(
        (name, thing) -> {
          Optional<Snapshot> snapshot = Optional.ofNullable(snapshots.get(name));
          VolumeId volume =
              snapshot.map(cut -> restored(cut, pool)).orElseGet(() -> id(pool, name));
          byte[] bytes = thing.seed() == 0 ? new byte[WRITTEN] : bytes(thing.seed(), WRITTEN);
          assertThat(devices(pool).read(volume, 0, WRITTEN))
              .as("%s: %s", when, name)
              .isEqualTo(bytes);
          pool.attachments().detach(volume);
          if (snapshot.isPresent()) {
            pool.volumes().delete(volume);
          }
        });
  }

  private static VolumeId restored(Snapshot snapshot, Pool pool) {
    return pool.volumes().create(Request.raw("look").from(snapshot.id()).spec()).id();
  }

  private static DevicePoolUnderTest devices(Pool pool) {
    return () -> pool;
  }
}
