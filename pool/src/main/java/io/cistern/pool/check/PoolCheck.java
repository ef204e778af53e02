package io.cistern.pool.check;

import io.cistern.pool.errors.PoolErrors;
import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.loop.image.PoolImage;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.PoolRecord;
import io.cistern.pool.loop.layout.RecordFile;
import io.cistern.pool.loop.layout.Shelf;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.owner.Ownership;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verifies a loop pool: every record against its data, and everything that is there against both.
 */
public final class PoolCheck {
  private static final Set<String> ROOT_FILES =
      Set.of("pool.json", "lock", PoolImage.MARKER, "lost+found");

  private PoolCheck() {}

  /**
   * Looks and changes nothing, but for mounting the pool's image. May run beside the pool's owner;
   * it then leaves half-made things to it.
   *
   * @throws PoolError.NotFound if there is no pool
   * @throws PoolError.Corrupt if {@code pool.json} is not valid: nothing else can be judged then
   */
  public static CheckReport check(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    return PoolErrors.translating(
        "check the pool in " + absolute,
        () -> {
          PoolImage.mount(absolute);
          PoolLayout layout = new PoolLayout(absolute);
          return inspected(layout, new Ownership(layout.lock(), "in " + absolute).isTaken())
              .report(List.of());
        });
  }

  /**
   * Looks, repairs what is provably safe, and looks again: removes what a crash left in staging and
   * trash, takes half an expansion back, detaches devices of removed files that nobody has open.
   *
   * @throws PoolError.Busy if a process owns the pool
   */
  public static CheckReport repair(Path directory) {
    CheckReport before = check(directory);
    LoopPool.open(directory, LoopPoolOptions.DEFAULT).close();
    PoolLayout layout = new PoolLayout(directory.toAbsolutePath().normalize());
    return PoolErrors.translating(
        "repair the pool in " + layout.root(),
        () -> {
          DeviceCheck.detachStale(layout);
          Inspection after = inspected(layout, false);
          List<Finding> left = after.report(List.of()).findings();
          return after.report(
              before.findings().stream().filter(finding -> !left.contains(finding)).toList());
        });
  }

  private static Inspection inspected(PoolLayout layout, boolean owned) {
    PoolRecord pool =
        RecordFile.read(layout.poolJson(), PoolRecord.class)
            .orElseThrow(() -> new PoolError.NotFound("there is no pool in " + layout.root()));
    Inspection inspection = new Inspection(layout, new Shelf(layout, pool.info().id()), owned);
    inspection.requireOnly(
        layout.root(),
        Stream.concat(
                ROOT_FILES.stream(),
                layout.directories().stream().map(path -> path.getFileName().toString()))
            .collect(Collectors.toSet()));
    VolumeCheck.run(inspection);
    SnapshotCheck.run(inspection);
    ScratchCheck.run(inspection);
    DeviceCheck.run(inspection);
    return inspection;
  }
}
