package io.cistern.benchmarks.s3.load;

import io.cistern.benchmarks.measure.Latencies;
import io.cistern.benchmarks.s3.client.Connection;
import io.cistern.benchmarks.s3.client.Endpoint;
import io.cistern.benchmarks.s3.client.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Plays a script: a thread and a connection for each client, and every request timed. Platform
 * threads, because a blocked read that the kernel wakes is the cheapest client there is.
 */
public final class Clients {
  private Clients() {}

  /**
   * Plays until the time is over or the script is; what is under way then is waited for.
   *
   * @throws IllegalStateException if anything was answered otherwise than it had to be
   */
  public static Measured play(Endpoint endpoint, Script script, double seconds) {
    CountDownLatch connected = new CountDownLatch(script.clients().size());
    List<Future<Track>> tracks = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(script.clients().size())) {
      for (List<Request> requests : script.clients()) {
        tracks.add(
            threads.submit(() -> one(endpoint, requests, script.again(), seconds, connected)));
      }
      return together(tracks.stream().map(Clients::get).toList());
    }
  }

  /** All of the script, however long it takes. */
  public static Measured playAll(Endpoint endpoint, Script script) {
    return play(endpoint, script, TimeUnit.DAYS.toSeconds(1));
  }

  private static Track one(
      Endpoint endpoint,
      List<Request> requests,
      boolean again,
      double seconds,
      CountDownLatch connected)
      throws IOException, InterruptedException {
    try (Connection connection = connect(endpoint, connected)) {
      Track track = new Track(System.nanoTime());
      long deadline = track.begin + (long) (seconds * 1e9);
      long now = track.begin;
      for (int i = 0; now < deadline && (again || i < requests.size()); i++) {
        Request request = requests.get(i % requests.size());
        connection.exchange(request);
        long done = System.nanoTime();
        track.add(done - now, request.contentBytes());
        now = done;
      }
      track.end = now;
      return track;
    }
  }

  private static Connection connect(Endpoint endpoint, CountDownLatch connected)
      throws IOException, InterruptedException {
    try {
      return new Connection(endpoint);
    } finally {
      connected.countDown();
      connected.await();
    }
  }

  private static Measured together(List<Track> tracks) {
    long begin = tracks.stream().mapToLong(track -> track.begin).min().orElseThrow();
    long end = tracks.stream().mapToLong(track -> track.end).max().orElseThrow();
    long bytes = tracks.stream().mapToLong(track -> track.bytes).sum();
    List<Long> nanos = new ArrayList<>();
    tracks.forEach(track -> nanos.addAll(track.nanos));
    return new Measured((end - begin) / 1e9, bytes, new Latencies(nanos));
  }

  private static Track get(Future<Track> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  /** What one client saw. */
  private static final class Track {
    private final long begin;
    private final List<Long> nanos = new ArrayList<>();
    private long end;
    private long bytes;

    private Track(long begin) {
      this.begin = begin;
    }

    private void add(long took, long content) {
      nanos.add(took);
      bytes += Math.max(content, 0);
    }
  }
}
