package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.ListRequest;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.store.StoreError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process at work with SIGKILL, again and again on the same store: what was acknowledged is
 * there byte for byte, what was not is wholly there or not at all. {@code -Dcistern.kills=200} for
 * a long run.
 */
class CrashTest {
  private static final int KILLS = Integer.getInteger("cistern.kills", 6);

  @TempDir Path directory;

  /** What a key holds: nothing if size is -1. */
  private record State(int size, long seed) {
    static final State ABSENT = new State(-1, 0);
  }

  private final Map<String, State> acknowledged = new HashMap<>();
  private final Map<String, State> underWay = new HashMap<>();

  @Test
  void whatWasAcknowledgedSurvivesEveryKill() throws Exception {
    Path home = directory.resolve("store");
    try (RocksStore store = RocksStore.open(CrashWorkload.options(home))) {
      CrashWorkload.createBuckets(store);
    }
    Random random = new Random(1);
    for (int kill = 0; kill < KILLS; kill++) {
      int changes = runAndKill(home, kill, 200 + random.nextInt(1200));
      assertThat(changes).as("changes before kill %d", kill).isPositive();
      try (RocksStore store = RocksStore.open(CrashWorkload.options(home))) {
        verify(store);
      }
      List<Finding> findings = new ArrayList<>();
      StoreCheck.run(home, true, findings::add);
      assertThat(findings).isEmpty();
    }
  }

  /** Lets a child work for a while after its first acknowledged change; how many there were. */
  private int runAndKill(Path home, int seed, int millis) throws Exception {
    Process child =
        Child.start(
            directory,
            List.of("-Xmx256m"),
            CrashWorkload.class,
            List.of(home.toString(), Integer.toString(seed)));
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      boolean working = false;
      while (!working) {
        String line = lines.readLine();
        assertThat(line).as(() -> stderr()).isNotNull();
        working = note(line);
      }
      Thread killer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    sleep(millis);
                    // not child.destroyForcibly(), which closes the pipe with what was acknowledged
                    // last
                    child.toHandle().destroyForcibly();
                  });
      int done = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        done += note(line) ? 1 : 0;
      }
      killer.join();
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return done;
    }
  }

  /** Whether the line acknowledges a change. The last line may have been cut off by the kill. */
  private boolean note(String line) {
    String[] words = line.split(" ");
    if (words.length != 5 || !words[4].equals(".")) {
      return false;
    }
    State state = new State(Integer.parseInt(words[2]), Long.parseLong(words[3]));
    if (words[0].equals(">")) {
      underWay.put(words[1], state);
      return false;
    }
    assertThat(underWay.remove(words[1])).as(line).isEqualTo(state);
    acknowledged.put(words[1], state);
    return true;
  }

  private void verify(RocksStore store) {
    Map<String, State> found = new HashMap<>();
    for (String key : List.copyOf(acknowledged.keySet())) {
      found.put(key, look(store, key));
    }
    underWay.keySet().forEach(key -> found.put(key, look(store, key)));
    found.forEach(
        (key, state) -> {
          State before = acknowledged.getOrDefault(key, State.ABSENT);
          State maybe = underWay.getOrDefault(key, before);
          assertThat(state).as(key).isIn(before, maybe);
        });
    List<String> present =
        found.entrySet().stream()
            .filter(entry -> entry.getValue().size() >= 0)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    assertThat(list(store)).as("the listing").isEqualTo(present);
    acknowledged.putAll(found);
    underWay.clear();
  }

  /** Which of the two states the key is in, byte for byte. */
  private State look(RocksStore store, String key) {
    byte[] bytes;
    try {
      bytes = Bytes.get(store, OpenStore.BUCKET, key);
    } catch (StoreError.NoSuchKey absent) {
      return State.ABSENT;
    }
    List<State> candidates = new ArrayList<>();
    Optional.ofNullable(acknowledged.get(key)).ifPresent(candidates::add);
    Optional.ofNullable(underWay.get(key)).ifPresent(candidates::add);
    return candidates.stream()
        .filter(state -> state.size() == bytes.length)
        .filter(state -> Arrays.equals(Bytes.random(state.size(), state.seed()), bytes))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "%s has %d bytes that are none of %s"
                        .formatted(key, bytes.length, candidates)));
  }

  private static List<String> list(RocksStore store) {
    ListRequest all = new ListRequest("", "", ListPosition.START, 100_000);
    return store.listings().objects(OpenStore.BUCKET, all).objects().stream()
        .map(ObjectRecord::key)
        .map(ObjectKey::value)
        .toList();
  }

  private String stderr() {
    try {
      return Files.readString(directory.resolve("stderr"));
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
