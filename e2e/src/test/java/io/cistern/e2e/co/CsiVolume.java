package io.cistern.e2e.co;

import java.util.Map;

/**
 * A volume as the orchestrator knows it after CreateVolume.
 *
 * @param id the volume_id
 * @param kind what it was asked to be
 * @param size the capacity_bytes it was given
 * @param context the volume_context to hand back
 * @param node the node id in its accessible topology
 */
public record CsiVolume(
    String id, VolumeKind kind, long size, Map<String, String> context, String node) {
  public CsiVolume {
    context = Map.copyOf(context);
  }
}
