package io.cistern.benchmarks.s3.server;

import io.cistern.benchmarks.s3.client.Endpoint;
import java.util.Optional;

/**
 * One server of S3.
 *
 * @param name for tables
 * @param endpoint where it is
 * @param process of this machine; empty for one that somebody else has started
 */
public record Server(String name, Endpoint endpoint, Optional<ServerProcess> process) {

  /** Seconds of processor time it has used; NaN if unknown. */
  public double cpuSeconds() {
    return process.map(ServerProcess::cpuSeconds).orElse(Double.NaN);
  }

  /** MiB it holds resident; NaN if unknown. */
  public double rssMib() {
    return process.map(running -> running.memory().rssMib()).orElse(Double.NaN);
  }

  /** MiB it has held resident at most; NaN if unknown. */
  public double peakRssMib() {
    return process.map(ServerProcess::peakRssMib).orElse(Double.NaN);
  }

  /** Stops it where it is, so that its background work does not fall on another's turn. */
  public void pause() {
    process.ifPresent(ServerProcess::pause);
  }

  public void resume() {
    process.ifPresent(ServerProcess::resume);
  }
}
