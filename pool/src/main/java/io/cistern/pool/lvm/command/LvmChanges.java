package io.cistern.pool.lvm.command;

import io.cistern.pool.model.PoolError;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs the commands that change one volume group, one after the other, as LVM's own lock of the
 * group would have them anyway, and in the order in which they came.
 *
 * <p>One that comes alone is a process of its own. Where others wait already, or one has just been
 * done, a shell is started, which stays until nothing came for a while: most of a command's time is
 * the start of its process.
 */
public final class LvmChanges {
  private static final Logger LOG = System.getLogger(LvmChanges.class.getName());

  /**
   * How long an idle shell stays: enough for a volume's creation to be followed by its use. It
   * takes 10 MB.
   */
  public static final Duration LINGER = Duration.ofSeconds(5);

  private final Lvm lvm;
  private final ReentrantLock turn = new ReentrantLock(true);
  private Optional<LvmShell> shell = Optional.empty();
  private boolean shellWorks = true;
  private long lastDone = System.nanoTime() - LINGER.toNanos();

  public LvmChanges(Lvm lvm) {
    this.lvm = lvm;
  }

  /**
   * Runs a command to its end, when it is its turn.
   *
   * @throws PoolError as {@link LvmErrors} says; whether anything was changed is then unknown
   */
  public void run(String command, List<String> arguments) {
    List<String> words = lvm.configured(arguments);
    turn.lock();
    try {
      shell.filter(LvmShell::isOver).ifPresent(this::end);
      if (shell.isEmpty() && shellWorks && isBusy()) {
        startShell();
      }
      if (shell.isPresent() && LvmShell.takes(words)) {
        shell.get().run(command, words);
      } else {
        lvm.run(command, arguments);
      }
    } finally {
      lastDone = System.nanoTime();
      turn.unlock();
    }
  }

  /** As {@link #run(String, List)}. */
  public void run(String command, String... arguments) {
    run(command, Arrays.asList(arguments));
  }

  /** Runs a command with a number of tags put on what it makes, or added to what it changes. */
  public void tagging(String command, Iterable<String> tags, List<String> arguments) {
    List<String> words = new ArrayList<>();
    for (String tag : tags) {
      words.add("--addtag");
      words.add(tag);
    }
    words.addAll(arguments);
    run(command, words);
  }

  private boolean isBusy() {
    return turn.hasQueuedThreads() || sinceLast() < LINGER.toNanos();
  }

  private long sinceLast() {
    return System.nanoTime() - lastDone;
  }

  private void startShell() {
    try {
      LvmShell started = LvmShell.start(lvm);
      shell = Optional.of(started);
      Thread.ofVirtual().start(() -> endWhenIdle(started));
    } catch (PoolError.Io e) {
      shellWorks = false;
      LOG.log(Level.WARNING, "lvm has no shell that reports: each change is its own process", e);
    }
  }

  private void endWhenIdle(LvmShell started) {
    long rest = LINGER.toNanos();
    while (rest > 0) {
      LockSupport.parkNanos(rest);
      turn.lock();
      try {
        rest = started.isOver() ? 0 : LINGER.toNanos() - sinceLast();
        if (rest <= 0) {
          end(started);
        }
      } finally {
        turn.unlock();
      }
    }
  }

  private void end(LvmShell ended) {
    ended.close();
    shell = shell.filter(other -> other != ended);
  }
}
