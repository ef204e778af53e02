package io.cistern.pool.freeze;

import java.util.Set;
import java.util.UUID;

/** Keeps, on disk, which volumes may be frozen, for whoever comes after a crash. */
public interface FreezeNotes {

  /**
   * Notes volumes that are about to be frozen. Durable on return.
   *
   * @return to be closed when all are thawed
   */
  Note write(Set<UUID> volumes);

  /** A note that is there. */
  interface Note extends AutoCloseable {
    /** Removes it. */
    @Override
    void close();
  }
}
