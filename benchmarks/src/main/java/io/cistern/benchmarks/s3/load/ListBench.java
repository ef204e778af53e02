package io.cistern.benchmarks.s3.load;

import io.cistern.benchmarks.s3.client.Connection;
import io.cistern.benchmarks.s3.client.Requests;
import io.cistern.benchmarks.s3.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Pages of 1,000 keys that begin anywhere in a bucket, without a delimiter. 1,000 keys share a
 * prefix that ends in a slash, for a peer may keep such a prefix as a directory. Our server comes
 * first and is measured with every number of keys, the others up to a limit.
 */
final class ListBench {
  private static final int PAGE = 1_000;
  private static final int OBJECT_BYTES = 16;
  private static final int SCRIPT = 200;
  private static final List<Integer> CLIENTS = List.of(1, 16);
  private final Turns turns;
  private final Effort effort;
  private final Consumer<String> progress;

  ListBench(Turns turns, Effort effort, Consumer<String> progress) {
    this.turns = turns;
    this.effort = effort;
    this.progress = progress;
  }

  List<ListRow> run() {
    List<ListRow> rows = new ArrayList<>();
    for (int keys : effort.listed()) {
      for (Server server : turns.inRound(0)) {
        if (isListed(server, keys)) {
          progress.accept("lists: " + keys + " keys for " + server.name());
          turns.take(server, () -> fill(server, keys));
          turns.take(server, () -> checkPage(server, keys));
        }
      }
    }
    for (int keys : effort.listed()) {
      for (int clients : CLIENTS) {
        progress.accept("lists: " + clients + " clients among " + keys);
        rows.add(new ListRow(keys, clients, measure(keys, clients)));
      }
    }
    return rows;
  }

  private boolean isListed(Server server, int keys) {
    return keys <= effort.peerListed() || server.equals(turns.inRound(0).getFirst());
  }

  private static Measured fill(Server server, int keys) {
    Requests requests = requests(server, keys);
    Script create = new Script(List.of(List.of(requests.createBucket())), false);
    Measured measured = Clients.playAll(server.endpoint(), create);
    for (int first = 0; first < keys; first += 100_000) {
      int start = first;
      Script script =
          Scripts.spread(
              Math.min(100_000, keys - first),
              index -> requests.put(key(start + index), index, OBJECT_BYTES));
      measured = Clients.playAll(server.endpoint(), script);
    }
    return measured;
  }

  /** What is timed is not looked at; so one page is, before. */
  private static int checkPage(Server server, int keys) {
    StringBuilder page = new StringBuilder();
    try (Connection connection = new Connection(server.endpoint())) {
      connection.exchange(
          requests(server, keys).list(key(keys - PAGE - 1), PAGE),
          part -> page.append(StandardCharsets.UTF_8.decode(part)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int listed = page.toString().split("<Key>", -1).length - 1;
    if (listed != PAGE || page.indexOf("<Key>" + key(keys - 1) + "</Key>") < 0) {
      throw new IllegalStateException(server.name() + " lists " + listed + " keys: " + page);
    }
    return listed;
  }

  private Map<String, List<Sample>> measure(int keys, int clients) {
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    for (int round = 0; round < effort.rounds(); round++) {
      for (Server server : turns.inRound(round)) {
        if (isListed(server, keys)) {
          Script script = pages(requests(server, keys), keys, clients);
          samples
              .computeIfAbsent(server.name(), _ -> new ArrayList<>())
              .add(turns.take(server, () -> Turns.measure(server, script, effort.seconds())));
        }
      }
    }
    return samples;
  }

  private static Script pages(Requests requests, int keys, int clients) {
    return new Script(
        IntStream.range(0, clients)
            .mapToObj(
                client ->
                    new Random(client)
                        .ints(SCRIPT, 0, keys - PAGE)
                        .mapToObj(index -> requests.list(key(index), PAGE))
                        .toList())
            .toList(),
        true);
  }

  private static Requests requests(Server server, int keys) {
    return Requests.of(server.endpoint(), "benchmark-list-" + keys);
  }

  private static String key(int index) {
    return "%05d/%07d".formatted(index / PAGE, index);
  }
}
