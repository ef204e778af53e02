package io.cistern.controller.agents;

import io.cistern.controller.placement.Segments;
import io.cistern.pool.model.PoolId;
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
    Capacity capacity) {}
