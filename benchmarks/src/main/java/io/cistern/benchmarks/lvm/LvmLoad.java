package io.cistern.benchmarks.lvm;

import io.cistern.benchmarks.latency.LatencyRow;
import io.cistern.benchmarks.measure.Load;
import io.cistern.benchmarks.measure.Operation;
import io.cistern.benchmarks.measure.SideBySide;
import io.cistern.pool.LockingPool;
import io.cistern.pool.lvm.LvmPlace;
import io.cistern.pool.lvm.LvmPool;
import io.cistern.pool.lvm.LvmPoolOptions;
import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.VolumeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Create, snapshot, clone and delete in an LVM pool, each beside the one LVM command that does the
 * same, alone and many at a time, among few volumes and many.
 *
 * @param effort how much is measured
 * @param progress is told what is under way
 */
public record LvmLoad(Effort effort, Consumer<String> progress) {
  private static final ByteSize THIN_POOL = ByteSize.ofGiB(16);
  private static final ByteSize VOLUME = ByteSize.ofMiB(64);
  private static final String CREATE_AFTER_REST = "create after a rest";
  private static final List<Integer> WIDTHS = List.of(1, 16);

  /**
   * How much is measured.
   *
   * @param rounds of a batch of each side
   * @param batch runs in a batch; half of them where they are one at a time
   * @param present how many volumes a full pool holds, and how many logical volumes the bare one
   */
  public record Effort(int rounds, int batch, int present) {}

  /**
   * A row for each operation, width and fullness.
   *
   * @param runtime what the pool keeps while the machine runs
   */
  public List<LatencyRow> run(Disk ours, Disk floor, Path runtime) {
    LvmPoolOptions options =
        LvmPoolOptions.DEFAULT.withThinPoolSize(THIN_POOL).withProgram(Lvm.PROGRAM, runtime);
    LvmPlace place = new LvmPlace(ours.group(), LvmPlace.THIN_POOL);
    BareGroup bare = BareGroup.make(floor, THIN_POOL, VOLUME);
    try (LvmPool pool =
        LvmPool.init(place, List.of(ours.device()), new PoolName("bench"), options)) {
      PoolOperations operations = new PoolOperations(new LockingPool(pool), VOLUME);
      List<LatencyRow> rows = new ArrayList<>(measured(bare, operations, 0));
      progress.accept("making " + effort.present() + " volumes on each side");
      try (Load filling = new Load(WIDTHS.getLast())) {
        filling.each(0, effort.present(), i -> bare.fill("present-" + i));
        filling.each(0, effort.present(), i -> operations.create("present-" + i));
      }
      rows.addAll(measured(bare, operations, effort.present()));
      return rows;
    }
  }

  private List<LatencyRow> measured(BareGroup bare, PoolOperations ours, int present) {
    List<VolumeId> sources =
        IntStream.range(0, effort.batch()).mapToObj(i -> ours.create("source-" + i)).toList();
    List<String> bareSources =
        IntStream.range(0, effort.batch()).mapToObj(i -> "source-" + i).toList();
    bareSources.forEach(bare::fill);
    List<LatencyRow> rows = new ArrayList<>();
    for (int width : WIDTHS) {
      // One at a time is slow, and needs no more of them to be that.
      int batch = width == 1 ? Math.max(1, effort.batch() / 2) : effort.batch();
      try (Load load = new Load(width)) {
        pairs(bare, bareSources, ours, sources)
            .forEach(
                (name, pair) -> {
                  progress.accept("%s, %d present, %d at a time".formatted(name, present, width));
                  SideBySide result =
                      SideBySide.measure(load, pair.floor(), pair.ours(), effort.rounds(), batch);
                  rows.add(LatencyRow.of(name, present, width, result));
                });
        if (width == 1) {
          progress.accept("%s, %d present".formatted(CREATE_AFTER_REST, present));
          // In batches of one, as all of a batch is prepared before it is timed.
          Pair pair = new Pair(bare.create(), ours.createAfterRest());
          SideBySide result =
              SideBySide.measure(load, pair.floor(), pair.ours(), effort.rounds() * batch, 1);
          rows.add(LatencyRow.of(CREATE_AFTER_REST, present, width, result));
        }
      }
    }
    sources.forEach(ours::remove);
    bare.remove(bareSources);
    return rows;
  }

  private record Pair(Operation floor, Operation ours) {}

  private static Map<String, Pair> pairs(
      BareGroup bare, List<String> bareSources, PoolOperations ours, List<VolumeId> sources) {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    pairs.put("create", new Pair(bare.create(), ours.create()));
    pairs.put("snapshot", new Pair(bare.copy(bareSources), ours.snapshot(sources)));
    pairs.put("clone", new Pair(bare.copy(bareSources), ours.copy(sources)));
    pairs.put("delete", new Pair(bare.delete(), ours.delete()));
    return pairs;
  }
}
