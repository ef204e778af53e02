package io.cistern.pool.lvm;

import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.model.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How an LVM pool is made and run.
 *
 * @param reservePercent kept back of the thin pool's data, and of the space beside it; recorded
 *     when the pool is made
 * @param reserveLeast kept back at least of each; recorded when the pool is made
 * @param overcommit how many times its data a thin pool may promise to volumes; recorded when the
 *     pool is made
 * @param thinPoolSize of a thin pool that is made; empty for four fifths of what is free
 * @param freezeLimit how long filesystems may stay frozen for a snapshot; it fails after that
 * @param program the {@code lvm} command
 * @param runtime where locks and notes are kept until the machine restarts
 */
public record LvmPoolOptions(
    int reservePercent,
    ByteSize reserveLeast,
    int overcommit,
    Optional<ByteSize> thinPoolSize,
    Duration freezeLimit,
    Path program,
    Path runtime) {
  public static final LvmPoolOptions DEFAULT =
      new LvmPoolOptions(
          5,
          ByteSize.ofMiB(64),
          10,
          Optional.empty(),
          Duration.ofSeconds(10),
          Lvm.PROGRAM,
          Path.of("/run/cistern/lvm"));

  public LvmPoolOptions {
    if (reservePercent < 0 || reservePercent > 90) {
      throw new IllegalArgumentException("the reserve is 0 to 90 percent");
    }
    if (overcommit < 1) {
      throw new IllegalArgumentException("overcommit is 1 or more");
    }
    if (!freezeLimit.isPositive()) {
      throw new IllegalArgumentException("the freeze limit is above 0");
    }
  }

  /** These options with a thin pool of this size, where one is made. */
  public LvmPoolOptions withThinPoolSize(ByteSize size) {
    return new LvmPoolOptions(
        reservePercent, reserveLeast, overcommit, Optional.of(size), freezeLimit, program, runtime);
  }

  /** These options with this command, and its locks and notes here. */
  public LvmPoolOptions withProgram(Path lvm, Path runtimeDirectory) {
    return new LvmPoolOptions(
        reservePercent, reserveLeast, overcommit, thinPoolSize, freezeLimit, lvm, runtimeDirectory);
  }

  /** These options with another freeze limit. */
  public LvmPoolOptions withFreezeLimit(Duration longest) {
    return new LvmPoolOptions(
        reservePercent, reserveLeast, overcommit, thinPoolSize, longest, program, runtime);
  }
}
