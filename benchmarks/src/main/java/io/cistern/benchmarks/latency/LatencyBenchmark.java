package io.cistern.benchmarks.latency;

import io.cistern.benchmarks.measure.Load;
import io.cistern.benchmarks.measure.Operation;
import io.cistern.benchmarks.measure.SideBySide;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * All operations at every width, in an empty pool and in a full one, each beside its floor.
 *
 * @param client to the services
 * @param filesystem the pool's, where the floor does the same
 * @param pool the pool's directory
 * @param scratch where the floor mounts
 * @param effort how much is measured
 * @param operations only those whose names begin so
 * @param progress told what is being measured
 */
public record LatencyBenchmark(
    CsiClient client,
    Path filesystem,
    Path pool,
    Path scratch,
    Effort effort,
    Set<String> operations,
    Consumer<String> progress) {
  private static final long VOLUME_BYTES = 64L << 20;
  private static final List<Integer> WIDTHS = List.of(1, 16);
  private static final int FILLERS = 8;

  /** How often the pool is filled and emptied before anything is counted, for the JIT compilers. */
  private static final int WARMINGS = 5;

  /**
   * How much is measured.
   *
   * @param rounds of a batch of the floor and one of ours
   * @param batch runs in a batch of a cheap operation
   * @param stageBatch runs in a batch of one that makes and mounts a filesystem
   * @param warmUp runs of each that are not counted, for the JIT compiler; of one that mounts, a
   *     batch
   * @param present how many volumes a full pool holds
   */
  public record Effort(int rounds, int batch, int stageBatch, int warmUp, int present) {}

  /** A row for each operation, width and fullness. */
  public List<LatencyRow> run() {
    BareVolumes volumes = new BareVolumes(filesystem.resolve("floor"), VOLUME_BYTES);
    BareOperations bare = new BareOperations(volumes, new BareMounts(scratch));
    CopySources sources =
        CopySources.make(client, pool, VOLUME_BYTES, Math.max(effort.batch(), effort.warmUp()));
    List<LatencyRow> rows = new ArrayList<>();
    try (Load filler = new Load(FILLERS)) {
      // For nothing: the empty pool is measured with services as warm as the full one.
      for (int time = 0; time < WARMINGS; time++) {
        ConcurrentLinkedQueue<String> warming = fill(filler, effort.present());
        filler.each(0, effort.present(), _ -> client.delete(warming.remove()));
      }
      for (int present : List.of(0, effort.present())) {
        ConcurrentLinkedQueue<String> full = fill(filler, present);
        for (int width : WIDTHS) {
          CsiOperations ours = new CsiOperations(client, "p" + present + "w" + width, VOLUME_BYTES);
          rows.addAll(atWidth(bare, ours, sources, present, width));
        }
        filler.each(0, present, _ -> client.delete(full.remove()));
      }
    }
    sources.ids().forEach(client::delete);
    return rows;
  }

  private ConcurrentLinkedQueue<String> fill(Load filler, int present) {
    progress.accept("filling the pool with " + present + " volumes");
    ConcurrentLinkedQueue<String> ids = new ConcurrentLinkedQueue<>();
    filler.each(
        0, present, i -> ids.add(client.create("filler-" + i, VolumeKind.EXT4, VOLUME_BYTES)));
    return ids;
  }

  private List<LatencyRow> atWidth(
      BareOperations bare, CsiOperations ours, CopySources sources, int present, int width) {
    List<LatencyRow> rows = new ArrayList<>();
    try (Load load = new Load(width)) {
      pairs(bare, ours, sources)
          .forEach(
              (name, pair) -> {
                progress.accept(name + ", " + present + " present, " + width + " at a time");
                boolean stages = name.startsWith("stage");
                int batch = stages ? effort.stageBatch() : effort.batch();
                int warmUp = stages ? effort.stageBatch() : effort.warmUp();
                var _ = load.batch(pair.ours(), warmUp);
                var _ = load.batch(pair.floor(), warmUp);
                SideBySide result =
                    SideBySide.measure(load, pair.floor(), pair.ours(), effort.rounds(), batch);
                rows.add(LatencyRow.of(name, present, width, result));
              });
    }
    return rows;
  }

  private Map<String, Pair> pairs(BareOperations bare, CsiOperations ours, CopySources sources) {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    pairs.put("create", new Pair(bare.create(), ours.create()));
    pairs.put("delete", new Pair(bare.delete(), ours.delete()));
    pairs.put("snapshot", new Pair(bare.copy(sources), ours.snapshot(sources)));
    pairs.put("clone", new Pair(bare.copy(sources), ours.copy(sources)));
    pairs.put(
        "stage+publish, with mkfs",
        new Pair(bare.firstStageAndPublish(), ours.firstStageAndPublish(VolumeKind.EXT4)));
    pairs.put(
        "stage+publish, again",
        new Pair(bare.stageAndPublishAgain(), ours.stageAndPublishAgain(VolumeKind.EXT4)));
    pairs.keySet().removeIf(name -> operations.stream().noneMatch(name::startsWith));
    return pairs;
  }

  private record Pair(Operation floor, Operation ours) {}
}
