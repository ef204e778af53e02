package io.cistern.cli.service;

import io.cistern.pool.model.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A service at one moment.
 *
 * @param service which
 * @param pid of its process; empty if it does not run, or `cistern up` did not start it
 * @param ready whether it says so
 * @param resident its memory; zero without a pid
 * @param uptime since its start; zero without a pid
 */
public record ServiceStatus(
    Service service, OptionalLong pid, boolean ready, ByteSize resident, Duration uptime) {

  /** Looks now. */
  public static ServiceStatus of(Service service) {
    Optional<ProcessHandle> process = service.process();
    if (process.isEmpty()) {
      return new ServiceStatus(
          service, OptionalLong.empty(), service.answers(), ByteSize.ZERO, Duration.ZERO);
    }
    long pid = process.get().pid();
    Duration uptime =
        process
            .get()
            .info()
            .startInstant()
            .map(start -> Duration.between(start, Instant.now()))
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO);
    return new ServiceStatus(
        service, OptionalLong.of(pid), service.isReady(), resident(pid), uptime);
  }

  /** VmRSS, see proc_pid_status(5). */
  private static ByteSize resident(long pid) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> ByteSize.ofKiB(Long.parseLong(line.replaceAll("\\D", ""))))
          .findFirst()
          .orElse(ByteSize.ZERO);
    } catch (IOException gone) {
      return ByteSize.ZERO;
    }
  }
}
