package io.cistern.node.request;

import io.cistern.pool.model.CapacityRange;

/**
 * NodeExpandVolume.
 *
 * @param volumeId as given
 * @param volumePath where it is published or staged, as given
 * @param stagingPath where it is staged, as given; may be empty
 * @param range the size it must have at the end
 */
public record ExpandRequest(
    String volumeId, String volumePath, String stagingPath, CapacityRange range) {}
