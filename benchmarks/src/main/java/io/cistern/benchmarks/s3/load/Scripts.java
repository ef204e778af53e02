package io.cistern.benchmarks.s3.load;

import io.cistern.benchmarks.s3.client.Request;
import io.cistern.benchmarks.s3.client.Requests;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Writes the scripts of a cell. All servers get the same, but for the signatures.
 *
 * @param requests of the server's bucket
 * @param effort how much
 */
record Scripts(Requests requests, Effort effort) {
  private static final int PREPARERS = 32;
  private static final int DELETED_OF_PUT = 16;

  /** The objects that are read later. */
  Script fill(int size) {
    return spread(effort.objects(size), index -> requests.put(stored(size, index), index, size));
  }

  /** What is measured. */
  Script of(Cell cell, int round) {
    return switch (cell.operation()) {
      case PUT -> put(cell, round);
      case GET, HEAD -> read(cell);
      case DELETE -> delete(cell, round);
      case MIXED -> mixed(cell, round);
    };
  }

  /** New keys, each client under a prefix of its own. */
  Script put(Cell cell, int round) {
    return each(cell, (client, index) -> put(cell, round, client, index));
  }

  Script delete(Cell cell, int round) {
    return each(cell, (client, index) -> requests.delete(own(cell, round, client, index)));
  }

  /** Any of the stored objects, in a random order that is the same for all servers. */
  private Script read(Cell cell) {
    return new Script(
        IntStream.range(0, cell.clients()).mapToObj(client -> reads(cell, client)).toList(), true);
  }

  /**
   * 45 % GET, 30 % HEAD, 15 % PUT of new keys, and 10 % DELETE of those that this client has put.
   */
  Script mixed(Cell cell, int round) {
    return new Script(
        IntStream.range(0, cell.clients()).mapToObj(client -> mix(cell, round, client)).toList(),
        false);
  }

  private List<Request> reads(Cell cell, int client) {
    Random random = new Random(client);
    int objects = effort.objects(cell.bytes());
    return random
        .ints(Math.min(2_000, objects * 4L), 0, objects)
        .mapToObj(index -> stored(cell.bytes(), index))
        .map(
            key ->
                cell.operation() == Operation.HEAD
                    ? requests.head(key)
                    : requests.get(key, cell.bytes()))
        .toList();
  }

  private List<Request> mix(Cell cell, int round, int client) {
    Random random = new Random(client);
    Deque<Integer> mine = new ArrayDeque<>();
    List<Request> mix = new ArrayList<>();
    for (int i = 0; i < effort.requests() / cell.clients(); i++) {
      int dice = random.nextInt(100);
      String stored = stored(cell.bytes(), random.nextInt(effort.objects(cell.bytes())));
      if (dice < 10 && !mine.isEmpty()) {
        mix.add(requests.delete(own(cell, round, client, mine.remove())));
      } else if (dice < 25) {
        mine.add(i);
        mix.add(put(cell, round, client, i));
      } else if (dice < 55) {
        mix.add(requests.head(stored));
      } else {
        mix.add(requests.get(stored, cell.bytes()));
      }
    }
    return mix;
  }

  private Script each(Cell cell, ClientRequest request) {
    int count = Math.max(1, count(cell) / cell.clients());
    return new Script(
        IntStream.range(0, cell.clients())
            .mapToObj(
                client ->
                    IntStream.range(0, count).mapToObj(index -> request.of(client, index)).toList())
            .toList(),
        false);
  }

  /** As many as could be done in the time, so that signing them does not take longer than it. */
  private int count(Cell cell) {
    long bytesPerSecond = 2L << 30;
    long fitting = (long) (bytesPerSecond * effort.seconds() / cell.bytes());
    int most = cell.clients() == 1 ? effort.requests() / 4 : effort.requests();
    return (int)
        Math.clamp(
            fitting,
            cell.clients(),
            cell.operation() == Operation.DELETE ? most / DELETED_OF_PUT : most);
  }

  private Request put(Cell cell, int round, int client, int index) {
    return requests.put(own(cell, round, client, index), client * 31 + index, cell.bytes());
  }

  /** So many requests, dealt out to the clients that prepare. */
  static Script spread(int count, IntFunction<Request> request) {
    return new Script(
        IntStream.range(0, Math.min(PREPARERS, count))
            .mapToObj(
                client ->
                    IntStream.iterate(client, index -> index < count, index -> index + PREPARERS)
                        .mapToObj(request)
                        .toList())
            .toList(),
        false);
  }

  private static String stored(int size, int index) {
    return "stored/" + size + "/" + index;
  }

  private static String own(Cell cell, int round, int client, int index) {
    return "own/%s/%d/%d/%d/%d/%d"
        .formatted(cell.operation().title(), cell.bytes(), cell.clients(), round, client, index);
  }

  /** The request of one client with one number. */
  private interface ClientRequest {
    Request of(int client, int index);
  }
}
