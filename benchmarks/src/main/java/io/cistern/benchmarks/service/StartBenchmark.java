package io.cistern.benchmarks.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a service again and again, with the ahead-of-time cache and without in turns, and looks at
 * its memory when it has rested.
 *
 * @param rounds how many starts of each kind
 * @param restMillis how long it is left alone before its memory is read
 */
public record StartBenchmark(int rounds, long restMillis) {

  /** One row for each way of starting it. */
  public List<ServiceRow> run(ServiceCommand command, Path socket, Path logs) {
    List<ServiceProcessFigures> with = new ArrayList<>();
    List<ServiceProcessFigures> without = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      if (command.aotCache().isPresent()) {
        with.add(once(command, socket, logs));
      }
      without.add(once(command.withoutAotCache(), socket, logs));
    }
    List<ServiceRow> rows = new ArrayList<>();
    if (!with.isEmpty()) {
      rows.add(row(command, true, with));
    }
    rows.add(row(command, false, without));
    return rows;
  }

  private ServiceProcessFigures once(ServiceCommand command, Path socket, Path logs) {
    try (ServiceProcess process = ServiceProcess.start(command, socket, logs)) {
      ServiceProcess.sleep(restMillis);
      return new ServiceProcessFigures(process.readyMillis(), process.memory());
    }
  }

  private static ServiceRow row(
      ServiceCommand command, boolean aotCache, List<ServiceProcessFigures> starts) {
    return new ServiceRow(
        command.name(),
        aotCache,
        starts.stream().map(ServiceProcessFigures::readyMillis).toList(),
        starts.stream().map(start -> start.memory().rssMib()).toList(),
        starts.stream().map(start -> start.memory().pssMib()).toList(),
        starts.stream().map(start -> start.memory().anonymousMib()).toList());
  }

  private record ServiceProcessFigures(double readyMillis, ProcessMemory memory) {}
}
