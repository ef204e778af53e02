package io.cistern.node.pools;

import io.cistern.node.error.NodeError;
import io.cistern.pool.Pool;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.VolumeId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every pool of this node, in the order of the configuration. Immutable; closing closes them all.
 */
public final class NodePools implements AutoCloseable {
  private final Map<PoolId, Pool> byId;
  private final List<Path> directories;

  /**
   * @param directories where those that are in a directory are, as real paths
   * @throws IllegalArgumentException if two of them are the same pool
   */
  public NodePools(List<Pool> pools, List<Path> directories) {
    Map<PoolId, Pool> map = new LinkedHashMap<>();
    for (Pool pool : pools) {
      if (map.putIfAbsent(pool.info().id(), pool) != null) {
        throw new IllegalArgumentException("pool " + pool.info().id() + " is configured twice");
      }
    }
    this.byId = map;
    this.directories = List.copyOf(directories);
  }

  public List<Pool> all() {
    return List.copyOf(byId.values());
  }

  public List<Pool> named(PoolName name) {
    return byId.values().stream().filter(pool -> pool.info().name().equals(name)).toList();
  }

  public Optional<Pool> find(PoolId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The pool of this id.
   *
   * @throws NodeError of kind unavailable if it is not of this node: whether its volumes exist is
   *     not ours to say
   */
  public Pool owned(PoolId id) {
    return find(id)
        .orElseThrow(() -> NodeError.unavailable("this agent does not serve pool " + id));
  }

  /** The volume, if it is of a pool of this node and exists. */
  public Optional<NodeVolume> volume(VolumeId id) {
    return find(id.pool())
        .flatMap(pool -> pool.volumes().find(id).map(volume -> new NodeVolume(pool, volume)));
  }

  /**
   * The volume of an id as the orchestrator gives it: one of ours, or that of an inline ephemeral
   * volume, which the orchestrator itself chose.
   */
  public Optional<NodeVolume> volume(String id) {
    Optional<VolumeId> ours = VolumeId.parse(id);
    return ours.isPresent() ? volume(ours.get()) : EphemeralMark.find(this, id);
  }

  /**
   * The volume of an id as the orchestrator gives it.
   *
   * @throws NodeError not found if there is none on this node
   */
  public NodeVolume require(String id) {
    return volume(id)
        .orElseThrow(() -> NodeError.notFound("there is no volume " + id + " on this node"));
  }

  /**
   * Where pools are that are in a directory: nothing of the orchestrator's is ever mounted under
   * there.
   */
  public List<Path> directories() {
    return directories;
  }

  @Override
  public void close() {
    byId.values().forEach(Pool::close);
  }
}
