package io.cistern.controller.volume;

import io.cistern.controller.placement.Segments;
import io.cistern.protocol.agent.Volume;

/**
 * A volume and where it is.
 *
 * @param volume as its agent tells it
 * @param place the topology of its node
 */
public record PlacedVolume(Volume volume, Segments place) {}
