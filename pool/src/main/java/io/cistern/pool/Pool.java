package io.cistern.pool;

import io.cistern.pool.model.Capacity;
import io.cistern.pool.model.PoolInfo;

/**
 * One pool of storage on this node, and the only truth about what is in it.
 *
 * <p>For every method of the pool and its parts:
 *
 * <ul>
 *   <li><b>Atomicity</b>: a change is either wholly visible or not at all, after a crash of the
 *       process or of the machine at any instant.
 *   <li><b>Durability</b>: when a method returns, what it reports is on stable storage: the data,
 *       the metadata and the directory entry have been synced.
 *   <li><b>Idempotence</b>: a call repeated with the same arguments gives the same answer and
 *       changes nothing more.
 *   <li><b>Errors</b>: only {@link io.cistern.pool.model.PoolError}; after one, nothing has changed
 *       and nothing is left behind, unless the method says otherwise.
 *   <li><b>Concurrency</b>: every method may be called from any thread. Backends leave the
 *       exclusion of calls on the same volume to {@link LockingPool}.
 * </ul>
 */
public interface Pool extends AutoCloseable {

  PoolInfo info();

  /** Space now; never larger than the truth by more than a concurrent writer took meanwhile. */
  Capacity capacity();

  /** What it consists of, which stays the same. */
  PoolParts parts();

  default Volumes volumes() {
    return parts().volumes();
  }

  default Snapshots snapshots() {
    return parts().snapshots();
  }

  default GroupSnapshots groupSnapshots() {
    return parts().groupSnapshots();
  }

  default Attachments attachments() {
    return parts().attachments();
  }

  /** Gives up the pool; what is attached stays attached, so that pods go on. */
  @Override
  void close();
}
