package io.cistern.node.app;

import io.cistern.node.pools.NodePools;
import io.cistern.pool.Pool;
import io.cistern.pool.uri.PoolUri;
import io.cistern.pool.uri.Pools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the pools that the configuration names. All of them, or none. */
final class PoolOpening {
  private PoolOpening() {}

  /**
   * @throws IllegalArgumentException for a URI that is none
   * @throws io.cistern.pool.model.PoolError if one cannot be opened
   */
  static NodePools open(List<String> uris) {
    List<PoolUri> parsed = uris.stream().map(PoolUri::parse).toList();
    List<Pool> pools = new ArrayList<>();
    try {
      parsed.forEach(uri -> pools.add(Pools.open(uri)));
      return new NodePools(pools, parsed.stream().flatMap(uri -> directory(uri).stream()).toList());
    } catch (RuntimeException wrong) {
      pools.forEach(Pool::close);
      throw wrong;
    }
  }

  /** As the kernel knows it; mounts are compared with it. */
  private static Optional<Path> directory(PoolUri uri) {
    try {
      return switch (uri) {
        case PoolUri.Loop(var directory) -> Optional.of(directory.toRealPath());
        // Its data is in no directory.
        case PoolUri.Lvm _ -> Optional.empty();
      };
    } catch (IOException gone) {
      throw new UncheckedIOException("the pool " + uri + " is gone", gone);
    }
  }
}
