package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.linux.recorded.RecordedDisk;
import io.cistern.linux.recorded.WriteLog;
import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.ListRequest;
import io.cistern.s3.store.StoreError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cuts the power below the filesystem: a store works on a disk that records its writes, and the
 * disk is made again as it was after any one of them. What was acknowledged before is there byte
 * for byte, what was not is wholly there or not at all. {@code -Dcistern.powercuts=200} for a long
 * run; needs root and device mapper, as {@code make test-kernel} gives.
 */
class PowerCutIT {
  private static final int CUTS = Integer.getInteger("cistern.powercuts", 8);
  private static final long DISK = 512L << 20;
  private static final Set<Finding.Kind> LOST_BODIES =
      Set.of(Finding.Kind.DAMAGED_FILE, Finding.Kind.MISSING_FILE);

  @TempDir Path directory;

  /** What a key holds: nothing if size is -1. */
  private record State(int size, long seed) {
    static final State ABSENT = new State(-1, 0);
  }

  /** What the workload noted, in order; a line is there before the change it announces begins. */
  private final List<String> journal = Collections.synchronizedList(new ArrayList<>());

  /** The length of the journal before each mark was made. */
  private final List<Integer> marks = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs"})
  void whatWasAcknowledgedSurvivesEveryPowerCut(String fsType) throws Exception {
    assumeTrue(RecordedDisk.isPossible(), "needs root and dm-log-writes: make test-kernel");
    Path log = record(fsType);
    Random random = new Random(1);
    Path disk = RecordedDisk.sparse(directory.resolve("replayed"), DISK);
    try (WriteLog writes = new WriteLog(log)) {
      int first = 0;
      while (!writes.mark(first).equals("0")) {
        first++;
      }
      int begin = first;
      List<Integer> cuts =
          random.ints(CUTS, begin + 1, writes.size() + 1).sorted().boxed().toList();
      int done = 0;
      int mark = 0;
      for (int cut : cuts) {
        writes.replay(disk, done, cut);
        for (int i = Math.max(done, begin); i < cut; i++) {
          mark = writes.mark(i).isEmpty() ? mark : Integer.parseInt(writes.mark(i));
        }
        done = cut;
        verify(fsType, mark, cut);
      }
      System.out.printf(
          "%d power cuts on %s, in %d writes and %d changes%n",
          cuts.size(), fsType, writes.size() - begin, journal.size() / 2);
    }
  }

  /** Lets a store work on a recorded disk for a while. */
  private Path record(String fsType) throws Exception {
    try (RecordedDisk disk = new RecordedDisk(directory, DISK)) {
      Path mountPoint = Files.createDirectories(directory.resolve("mount"));
      RecordedDisk.run("mkfs." + fsType, "-q", disk.path().toString());
      RecordedDisk.run("mount", "-t", fsType, disk.path().toString(), mountPoint.toString());
      Path home = mountPoint.resolve("store");
      try (RocksStore store = RocksStore.open(CrashWorkload.options(home))) {
        CrashWorkload.createBuckets(store);
        AtomicBoolean working = new AtomicBoolean(true);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CrashWorkload.THREADS; i++) {
          CrashWorkload workload = new CrashWorkload(store, 1, i, journal::add);
          threads.add(Thread.ofVirtual().unstarted(() -> workload.run(working::get)));
        }
        for (int number = 0; number < 100; number++) {
          marks.add(journal.size());
          disk.mark(number);
          if (number == 0) {
            threads.forEach(Thread::start);
          }
          Thread.sleep(20);
        }
        working.set(false);
        for (Thread thread : threads) {
          thread.join();
        }
      }
      RecordedDisk.run("umount", mountPoint.toString());
      return disk.log();
    }
  }

  /** Looks at the disk as it was some time after {@code mark} and before the next. */
  private void verify(String fsType, int mark, int cut) throws IOException {
    int acknowledged = marks.get(mark);
    int begun = mark + 2 < marks.size() ? marks.get(mark + 2) : journal.size();
    Map<String, Set<State>> possible = possible(acknowledged, begun);
    Path copy = directory.resolve("cut");
    RecordedDisk.run(
        "cp", "--sparse=always", directory.resolve("replayed").toString(), copy.toString());
    Path mountPoint = Files.createDirectories(directory.resolve("after"));
    RecordedDisk.run("mount", "-o", "loop", "-t", fsType, copy.toString(), mountPoint.toString());
    try {
      Path home = mountPoint.resolve("store");
      Set<String> present = new TreeSet<>();
      try (RocksStore store = RocksStore.open(CrashWorkload.options(home))) {
        possible.forEach(
            (key, states) -> {
              State found = look(store, key, states, cut);
              if (found.size() >= 0) {
                present.add(key);
              }
            });
        ListRequest all = new ListRequest("", "", ListPosition.START, 100_000);
        assertThat(store.listings().objects(OpenStore.BUCKET, all).objects())
            .as("the listing after write %d", cut)
            .extracting(object -> object.key().value())
            .containsExactlyElementsOf(present);
      }
      List<Finding> findings = new ArrayList<>();
      StoreCheck.run(home, true, findings::add);
      // the strict bucket's bytes have all been read above: these are what the relaxed one lost
      findings.removeIf(finding -> LOST_BODIES.contains(finding.kind()));
      assertThat(findings).as("the check after write %d", cut).isEmpty();
    } finally {
      RecordedDisk.run("umount", mountPoint.toString());
    }
  }

  /**
   * By key, the states it may be in: the last one acknowledged, and those that were begun later.
   */
  private Map<String, Set<State>> possible(int acknowledged, int begun) {
    Map<String, Set<State>> possible = new TreeMap<>();
    for (int i = 0; i < begun; i++) {
      String[] words = journal.get(i).split(" ");
      State state = new State(Integer.parseInt(words[2]), Long.parseLong(words[3]));
      Set<State> states =
          possible.computeIfAbsent(words[1], _ -> new HashSet<>(Set.of(State.ABSENT)));
      if (words[0].equals("<") && i < acknowledged) {
        states.clear();
      }
      states.add(state);
    }
    return possible;
  }

  /** Which of its possible states the key is in, byte for byte. */
  private static State look(RocksStore store, String key, Set<State> possible, int cut) {
    byte[] bytes;
    try {
      bytes = Bytes.get(store, OpenStore.BUCKET, key);
    } catch (StoreError.NoSuchKey absent) {
      assertThat(possible).as("%s is absent after write %d", key, cut).contains(State.ABSENT);
      return State.ABSENT;
    }
    return possible.stream()
        .filter(state -> state.size() == bytes.length)
        .filter(state -> Arrays.equals(Bytes.random(state.size(), state.seed()), bytes))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "%s has %d bytes after write %d that are none of %s"
                        .formatted(key, bytes.length, cut, possible)));
  }
}
