package io.cistern.cli.demo;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.cli.service.Installation;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Style;
import io.cistern.linux.file.FileLock;
import io.cistern.pool.uri.PoolUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The tour from its first line to its last, with everything taken away whatever happens. */
public final class Demo {
  private static final List<String> PROGRAMS =
      List.of("fio", "sqlite3", "dd", "mkfs.xfs", "mkfs.ext4", "e2fsck", "setsid", "aws");
  private static final long PATIENCE_SECONDS = 10;

  private final Console console;
  private final Path parent;
  private final Installation installation;
  private final Optional<PoolUri> pool;
  private final AtomicBoolean cleaned = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param parent where the directory of this run is made
   * @param pool on which it is; empty for a loop pool of its own
   */
  public Demo(Console console, Path parent, Installation installation, Optional<PoolUri> pool) {
    this.pool = pool;
    this.console = console;
    this.parent = parent;
    this.installation = installation;
  }

  /**
   * Runs it.
   *
   * @return whether every claim held and nothing is left
   */
  public boolean run() {
    requirePrograms();
    DemoPlace.sweep(parent).forEach(console::progress);
    long start = System.nanoTime();
    DemoPlace place = DemoPlace.make(parent);
    Thread tour = Thread.currentThread();
    Thread hook = new Thread(() -> interrupted(place, tour));
    Runtime.getRuntime().addShutdownHook(hook);
    TourReport report = new TourReport(console);
    boolean good = false;
    try {
      new Tour(place, report, installation, pool).run();
      good = true;
    } catch (RuntimeException wrong) {
      if (!cleaned.get()) {
        showLogs(place);
      }
    }
    if (cleaned.compareAndSet(false, true)) {
      nothingLeft(place, report, good);
      report.summary(Duration.ofNanos(System.nanoTime() - start));
      Runtime.getRuntime().removeShutdownHook(hook);
    } else {
      // Interrupted: the hook cleans up, and the process ends when it has.
      ended.countDown();
    }
    return good && report.isGood();
  }

  /** Looks before it helps: what a good tour leaves is a fault of the services. */
  private void nothingLeft(DemoPlace place, TourReport report, boolean good) {
    List<String> left = place.holdings().describe();
    if (good) {
      report.check(
          "nothing",
          left.isEmpty(),
          left.isEmpty()
              ? "is left: no process, no mount, no loop device"
              : "should be left, but there is " + left);
    }
    List<String> stuck = remove(place);
    report.check(
        "cleanup",
        stuck.isEmpty() && Files.notExists(place.directory()),
        stuck.isEmpty() ? place.directory() + " is removed" : "cannot remove " + stuck);
  }

  private static List<String> remove(DemoPlace place) {
    try (FileLock _ = place.lock()) {
      List<String> stuck = place.holdings().release();
      if (stuck.isEmpty()) {
        place.holdings().removeFiles();
      }
      return stuck;
    }
  }

  private void interrupted(DemoPlace place, Thread tour) {
    if (!cleaned.compareAndSet(false, true)) {
      return;
    }
    console.progress("");
    console.progress("interrupted: cleaning up");
    tour.interrupt();
    // Without its services and programs the tour soon comes to its end, and starts no more.
    place.holdings().release();
    waitForEnd();
    List<String> stuck = remove(place);
    console.progress(
        stuck.isEmpty() ? "nothing is left of the tour" : "these cannot be removed: " + stuck);
  }

  private void waitForEnd() {
    try {
      boolean _ = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void showLogs(DemoPlace place) {
    for (String name : List.of("node", "controller", "gateway")) {
      Path log = place.directory().resolve("log").resolve(name + ".log");
      try (var lines = Files.lines(log)) {
        List<String> all = lines.toList();
        console.progress(console.styled(Style.DIM, "the end of the log of " + name + ":"));
        all.subList(Math.max(0, all.size() - 8), all.size())
            .forEach(line -> console.progress("  " + line));
      } catch (java.io.IOException none) {
        console.progress("no log of " + name);
      }
    }
  }

  private static void requirePrograms() {
    List<Path> path =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .filter(directory -> !directory.isEmpty())
            .map(Path::of)
            .toList();
    List<String> missing = new ArrayList<>();
    for (String program : PROGRAMS) {
      if (path.stream().noneMatch(directory -> Files.isExecutable(directory.resolve(program)))) {
        missing.add(program);
      }
    }
    if (!missing.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          "the tour needs programs that are not here: " + String.join(", ", missing),
          "`make setup` installs them");
    }
  }
}
