package io.cistern.pool.lvm.command;

import io.cistern.pool.model.PoolError;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs the commands that change one volume group, one after the other, as LVM's own lock of the
 * group would have them anyway, and in the order in which they came.
 *
 * <p>One that nobody waits for is a process of its own. Where others wait already, a shell is
 * started, which stays as long as that is so: most of a command's time is the start of its process.
 */
public final class LvmChanges {
  private static final Logger LOG = System.getLogger(LvmChanges.class.getName());

  private final Lvm lvm;
  private final ReentrantLock turn = new ReentrantLock(true);
  private Optional<LvmShell> shell = Optional.empty();
  private boolean shellWorks = true;

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
      if (shell.isEmpty() && turn.hasQueuedThreads() && shellWorks) {
        startShell();
      }
      if (shell.isPresent() && LvmShell.takes(words)) {
        shell.get().run(command, words);
      } else {
        lvm.run(command, arguments);
      }
    } finally {
      if (shell.isPresent() && (shell.get().isOver() || !turn.hasQueuedThreads())) {
        shell.get().close();
        shell = Optional.empty();
      }
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

  private void startShell() {
    try {
      shell = Optional.of(LvmShell.start(lvm));
    } catch (PoolError.Io e) {
      shellWorks = false;
      LOG.log(Level.WARNING, "lvm has no shell that reports: each change is its own process", e);
    }
  }
}
