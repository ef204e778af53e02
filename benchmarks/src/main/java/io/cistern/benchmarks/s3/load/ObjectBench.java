package io.cistern.benchmarks.s3.load;

import io.cistern.benchmarks.s3.client.Requests;
import io.cistern.benchmarks.s3.server.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Every cell on every server, in rounds; within a round the servers follow each other by cell. */
final class ObjectBench {
  private static final String BUCKET = "benchmark-objects";
  private final Turns turns;
  private final Effort effort;
  private final Consumer<String> progress;

  ObjectBench(Turns turns, Effort effort, Consumer<String> progress) {
    this.turns = turns;
    this.effort = effort;
    this.progress = progress;
  }

  List<CellRow> run() {
    for (Server server : turns.inRound(0)) {
      progress.accept("objects: warming " + server.name() + " up");
      turns.take(server, () -> prepare(server));
    }
    Map<Cell, Map<String, List<Sample>>> samples = new LinkedHashMap<>();
    for (int round = 0; round < effort.rounds(); round++) {
      for (Cell cell : effort.cells()) {
        progress.accept("round " + (round + 1) + ": " + cell);
        for (Server server : turns.inRound(round)) {
          samples
              .computeIfAbsent(cell, _ -> new LinkedHashMap<>())
              .computeIfAbsent(server.name(), _ -> new ArrayList<>())
              .add(measure(server, cell, round));
        }
      }
    }
    return samples.entrySet().stream()
        .map(entry -> new CellRow(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Makes the bucket and what is read later, and runs the code that is measured. */
  private Measured prepare(Server server) {
    Requests requests = Requests.of(server.endpoint(), BUCKET);
    Scripts scripts = new Scripts(requests, effort);
    Script create = new Script(List.of(List.of(requests.createBucket())), false);
    Clients.playAll(server.endpoint(), create);
    ContentCheck.of(server.endpoint(), requests, effort.stored());
    effort.stored().forEach(size -> Clients.playAll(server.endpoint(), scripts.fill(size)));
    Cell cell = new Cell(Operation.MIXED, Effort.SMALL, 16);
    return Clients.play(server.endpoint(), scripts.mixed(cell, -1), effort.warmUpSeconds());
  }

  private Sample measure(Server server, Cell cell, int round) {
    Scripts scripts = new Scripts(Requests.of(server.endpoint(), BUCKET), effort);
    Script script = scripts.of(cell, round);
    return turns.take(
        server,
        () -> {
          if (cell.operation() == Operation.DELETE) {
            Clients.playAll(server.endpoint(), scripts.put(cell, round));
          }
          Sample sample = Turns.measure(server, script, effort.seconds());
          if (cell.operation() == Operation.PUT && cell.isLarge()) {
            Clients.playAll(server.endpoint(), scripts.delete(cell, round));
          }
          return sample;
        });
  }
}
