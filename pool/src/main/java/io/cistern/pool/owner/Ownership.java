package io.cistern.pool.owner;

import io.cistern.linux.file.FileLock;
import io.cistern.pool.model.PoolError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to change a pool, which its lock gives.
 *
 * @param lock its file
 * @param pool which pool, for the message
 */
public record Ownership(Path lock, String pool) {
  /** An owner that was killed is a moment longer there; a check looks for a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofMillis(20);

  /**
   * Makes this process the pool's owner, until it closes what it gets or dies.
   *
   * @throws PoolError.Busy if another one is, and stays it for two seconds
   */
  public FileLock take() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<FileLock> taken = FileLock.tryLock(lock);
      if (taken.isPresent()) {
        return taken.get();
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new PoolError.Busy(
            "the pool %s is owned by another process, which holds %s".formatted(pool, lock));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Whether a process owns the pool now; looks at it for a moment. */
  public boolean isTaken() {
    if (!Files.exists(lock)) {
      return false;
    }
    Optional<FileLock> taken = FileLock.tryLock(lock);
    taken.ifPresent(FileLock::close);
    return taken.isEmpty();
  }
}
