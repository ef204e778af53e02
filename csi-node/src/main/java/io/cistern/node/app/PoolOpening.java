package io.cistern.node.app;

import io.cistern.node.pools.NodePools;
import io.cistern.pool.LockingPool;
import io.cistern.pool.Pool;
import io.cistern.pool.memory.MemoryPool;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens the pools that the configuration names. All of them, or none. */
final class PoolOpening {
  private static final String MEMORY = "memory:";

  private PoolOpening() {}

  static NodePools open(List<String> uris) {
    List<Pool> pools = new ArrayList<>();
    List<Path> directories = new ArrayList<>();
    for (String uri : uris) {
      pools.add(new LockingPool(open(uri)));
    }
    return new NodePools(pools, directories);
  }

  private static Pool open(String uri) {
    if (uri.startsWith(MEMORY)) {
      return new MemoryPool(new PoolName(uri.substring(MEMORY.length())), ByteSize.ofGiB(1));
    }
    throw new IllegalArgumentException("a pool is loop:/directory, not " + uri);
  }
}
