package io.cistern.pool.lvm.blocks;

import io.cistern.pool.lvm.command.ProcessOutput;
import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs thin-provisioning-tools on the snapshot of a thin pool's metadata. They only read. */
public final class ThinTools {
  private static final Path PROGRAMS = Path.of("/usr/sbin");
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private ThinTools() {}

  /**
   * The blocks that a thin volume has, in ascending order.
   *
   * @param number of the thin volume in its pool
   * @param snapshot what it holds
   * @param from where to begin, in bytes
   * @param limit at most so many ranges
   */
  public static Page<BlockRange> mapped(
      MetadataSnapshot metadata, int number, Snapshot snapshot, long from, int limit) {
    return run(
        "thin_dump",
        List.of(
            "--metadata-snap", "--dev-id", Integer.toString(number), metadata.device().toString()),
        ranges(snapshot, from, limit));
  }

  /**
   * The blocks that two thin volumes do not share, in ascending order.
   *
   * @param base the number of the one in the pool
   * @param number of the other
   * @param snapshot what the other holds
   * @param from where to begin, in bytes
   * @param limit at most so many ranges
   */
  public static Page<BlockRange> different(
      MetadataSnapshot metadata, int base, int number, Snapshot snapshot, long from, int limit) {
    return run(
        "thin_delta",
        List.of(
            "--metadata-snap",
            "--thin1",
            Integer.toString(base),
            "--thin2",
            Integer.toString(number),
            metadata.device().toString()),
        ranges(snapshot, from, limit));
  }

  private static VolumeRanges ranges(Snapshot snapshot, long from, int limit) {
    return new VolumeRanges(
        from, snapshot.encryption().headerSize().bytes(), snapshot.dataSize().bytes(), limit);
  }

  private static Page<BlockRange> run(String name, List<String> arguments, VolumeRanges ranges) {
    Path program = PROGRAMS.resolve(name);
    if (!Files.isExecutable(program)) {
      throw new PoolError.Precondition(
          "which blocks an LVM pool's snapshots have is found out by %s: install".formatted(program)
              + " thin-provisioning-tools");
    }
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C");
    try {
      return finish(builder.start(), name, ranges);
    } catch (IOException e) {
      throw new PoolError.Io("cannot run " + program + ": " + e.getMessage(), e);
    }
  }

  private static Page<BlockRange> finish(Process process, String name, VolumeRanges ranges)
      throws IOException {
    CompletableFuture<String> complaints = ProcessOutput.text(process.getErrorStream());
    process
        .onExit()
        .orTimeout(LIMIT.toMinutes(), TimeUnit.MINUTES)
        .exceptionally(_ -> process.destroyForcibly());
    try (InputStream report = process.getInputStream()) {
      MappingReport.read(report, ranges);
      // One that was read to its end is ending; of one that was not, nothing more is wanted.
      if (!ranges.isFull() && process.onExit().join().exitValue() != 0) {
        throw failed(name, complaints);
      }
      return ranges.page();
    } catch (PoolError.Corrupt e) {
      process.destroyForcibly();
      throw complaints.join().isBlank() ? e : failed(name, complaints);
    } finally {
      process.destroyForcibly();
    }
  }

  private static PoolError failed(String name, CompletableFuture<String> complaints) {
    String said = complaints.join().lines().findFirst().orElse("it did not say why");
    return new PoolError.Io(name + " failed: " + said, new IOException(said));
  }
}
