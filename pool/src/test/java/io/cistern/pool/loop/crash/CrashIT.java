package io.cistern.pool.loop.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.filesystem.FilesystemStatus;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.Privilege;
import io.cistern.pool.check.PoolCheck;
import io.cistern.pool.loop.AttachedDevices;
import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.loop.ReflinkFilesystem;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A kill between any two system calls of an operation leaves the old state or the new one, and
 * nothing else: no file, no space, no loop device; and the call, made again, succeeds.
 */
class CrashIT {
  /** How often a call is looked for that the victim did not come to. */
  private static final int ATTEMPTS = 4;

  /** Victims that warm up while another is killed. */
  private static final int AHEAD = 2;

  private static final Logger LOG = System.getLogger(CrashIT.class.getName());

  /** What the filesystem's own trees may grow by. */
  private static final long SLACK = 1 << 20;

  private static ReflinkFilesystem filesystem;

  /** Where victims warm up, so that what they write there is not counted. */
  private static ReflinkFilesystem warmth;

  private static PoolLayout layout;
  private static final Deque<Execution> WAITING = new ArrayDeque<>();

  @BeforeAll
  static void init() throws IOException {
    Privilege.requireProgram("strace");
    filesystem = ReflinkFilesystem.make(ByteSize.ofGiB(1));
    warmth = ReflinkFilesystem.make(ByteSize.ofGiB(10));
    layout = new PoolLayout(filesystem.directory().resolve("pool"));
    LoopPool.init(layout.root(), new PoolName("test"), LoopPoolOptions.DEFAULT).close();
  }

  @AfterAll
  static void remove() {
    if (filesystem != null) {
      filesystem.close();
    }
    if (warmth != null) {
      warmth.close();
    }
  }

  @AfterEach
  void stopWaiting() throws IOException {
    while (!WAITING.isEmpty()) {
      try (Execution execution = WAITING.remove()) {
        // Killed in the middle of its warm-up it would leave a device there.
        execution.awaitWarm();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void aKillBetweenAnyTwoCallsLeavesTheOldOrTheNewState(Operation operation) throws Exception {
    long free = freeAfterPreparing(operation);
    List<SystemCall> calls = calls(operation);
    int olds = 0;
    int kills = 0;
    for (int index = 0; index < calls.size(); index++) {
      boolean killed = false;
      boolean done = false;
      for (int attempt = 0; attempt < ATTEMPTS && !killed && index < calls.size(); attempt++) {
        prepare(operation);
        killed = kill(operation, calls.get(index));
        done = recovered(operation);
        assertThat(done || killed).isTrue();
        assertNothingLeft(free, operation + " killed at " + calls.get(index));
        if (!killed) {
          // The machine's loop devices come and go, and with them reads of them and tries for one.
          calls = calls(operation);
        }
      }
      assertThat(killed || index >= calls.size()).as("killed at call " + index).isTrue();
      kills += killed ? 1 : 0;
      olds += done ? 0 : 1;
    }
    // Both states were seen.
    assertThat(olds).isBetween(1, kills - 1);
    LOG.log(Level.INFO, "{0}: killed at {1} calls, {2} times undone", operation, kills, olds);
  }

  private static List<SystemCall> calls(Operation operation) throws Exception {
    prepare(operation);
    try (Execution execution = next(operation)) {
      List<SystemCall> calls = execution.record(layout);
      assertThat(calls).hasSizeGreaterThan(1);
      return calls;
    } finally {
      try (Pool pool = LoopPool.open(layout.root(), LoopPoolOptions.DEFAULT)) {
        DevicePoolUnderTest.empty(pool);
      }
    }
  }

  private static boolean kill(Operation operation, SystemCall call) throws Exception {
    try (Execution execution = next(operation)) {
      return execution.kill(layout, call);
    }
  }

  private static Execution next(Operation operation) throws IOException {
    while (WAITING.size() <= AHEAD) {
      WAITING.add(Execution.start(operation, layout, warmth.directory()));
    }
    Execution execution = WAITING.remove();
    execution.awaitWarm();
    return execution;
  }

  private static long freeAfterPreparing(Operation operation) {
    prepare(operation);
    try (LoopPool pool = LoopPool.open(layout.root(), LoopPoolOptions.DEFAULT)) {
      operation.run(pool);
      DevicePoolUnderTest.empty(pool);
    }
    return free();
  }

  private static void prepare(Operation operation) {
    try (LoopPool pool = LoopPool.open(layout.root(), LoopPoolOptions.DEFAULT)) {
      operation.prepare(pool, layout);
    }
  }

  /** Opens the pool as the next process would, and calls again. */
  private static boolean recovered(Operation operation) {
    boolean done;
    try (LoopPool pool = LoopPool.open(layout.root(), LoopPoolOptions.DEFAULT)) {
      assertThat(layout.staging()).isEmptyDirectory();
      assertThat(layout.trash()).isEmptyDirectory();
      Operation.verifySources(pool, layout);
      done = operation.isDone(pool, layout);
      assertThat(PoolCheck.check(layout.root()).findings()).isEmpty();
      operation.run(pool);
      assertThat(operation.isDone(pool, layout)).isTrue();
      Operation.verifySources(pool, layout);
    }
    assertThat(PoolCheck.check(layout.root()).findings()).isEmpty();
    return done;
  }

  private static void assertNothingLeft(long free, String when) {
    try (Pool pool = LoopPool.open(layout.root(), LoopPoolOptions.DEFAULT)) {
      DevicePoolUnderTest.empty(pool);
    }
    assertThat(free()).as(when).isGreaterThan(free - SLACK);
    assertThat(
            LoopDevices.list().stream()
                .flatMap(device -> AttachedDevices.backingFile(device).stream())
                .map(Path::toString)
                .filter(file -> file.startsWith(layout.root().toString())))
        .as(when)
        .isEmpty();
    for (Path directory : layout.directories()) {
      assertThat(directory).as(when).isEmptyDirectory();
    }
  }

  private static long free() {
    return FilesystemStatus.of(layout.root()).freeBytes();
  }
}
