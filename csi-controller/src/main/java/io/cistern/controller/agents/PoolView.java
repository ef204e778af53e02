package io.cistern.controller.agents;

import io.cistern.controller.placement.Segments;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Provisioning;
import io.cistern.protocol.agent.Capacity;

/**
 * A pool as its agent described it.
 *
 * @param agent who owns it
 * @param nodeId the node it is on
 * @param place the topology of that node
 * @param id its identity
 * @param name what a StorageClass calls it
 * @param backend what it is made of
 * @param capacity its space at that moment
 */
public record PoolView(
    Agent agent,
    String nodeId,
    Segments place,
    PoolId id,
    String name,
    String backend,
    Capacity capacity) {

  /** What is left for volumes of this kind, in bytes. */
  public long available(Provisioning provisioning) {
    return switch (provisioning) {
      case THIN -> capacity.getAvailable();
      case THICK -> capacity.getAvailableThick();
    };
  }

  /** The largest volume of this kind that could be made now, in bytes. */
  public long maximumVolumeSize(Provisioning provisioning) {
    return switch (provisioning) {
      case THIN -> capacity.getMaximumVolumeSize();
      case THICK -> Math.min(capacity.getMaximumVolumeSize(), capacity.getAvailableThick());
    };
  }
}
