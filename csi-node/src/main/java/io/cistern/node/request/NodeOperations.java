package io.cistern.node.request;

import io.cistern.pool.model.ByteSize;

/**
 * What the node does with volumes. Every call is idempotent and may be repeated after a crash at
 * any moment of an earlier try; errors are {@link io.cistern.node.error.NodeError}, {@link
 * io.cistern.pool.model.PoolError} and {@link io.cistern.linux.LinuxException}. Nothing is recorded
 * but what the pool knows: what is staged and published is read from the kernel.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#node-service-rpc">Node
 *     service</a>
 */
public interface NodeOperations {
  void stage(StageRequest request);

  /** Unmounts the staging path and detaches the device. */
  void unstage(String volumeId, NodePath staging);

  void publish(PublishRequest request);

  /** Unmounts the target and removes it, with rmdir or unlink. */
  void unpublish(String volumeId, NodePath target);

  /**
   * @return the size afterwards
   */
  ByteSize expand(ExpandRequest request);

  /** Gives the volume's recorded limits of I/O to the pods that have it now. */
  void limit(String volumeId);

  VolumeUsage usage(String volumeId, String volumePath);
}
