package io.cistern.pool.uri;

import io.cistern.pool.LockingPool;
import io.cistern.pool.Pool;
import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.lvm.LvmPool;
import io.cistern.pool.lvm.LvmPoolOptions;

/** Opens pools that exist. */
public final class Pools {
  private Pools() {}

  /**
   * Opens a pool by its URI.
   *
   * @return ready to be shared between threads: behind a {@link LockingPool}
   * @throws IllegalArgumentException if the URI is none of ours
   * @throws io.cistern.pool.model.PoolError as the backend's own {@code open} throws
   */
  public static Pool open(String uri) {
    return open(PoolUri.parse(uri));
  }

  /** As {@link #open(String)}. */
  public static Pool open(PoolUri uri) {
    return switch (uri) {
      case PoolUri.Loop(var directory) ->
          new LockingPool(LoopPool.open(directory, LoopPoolOptions.DEFAULT));
      case PoolUri.Lvm(var place) -> new LockingPool(LvmPool.open(place, LvmPoolOptions.DEFAULT));
    };
  }
}
