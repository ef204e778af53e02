package io.cistern.node.request;

/**
 * NodeStageVolume.
 *
 * @param volumeId as given
 * @param staging where the filesystem is mounted once for all publishes; a raw volume leaves it be
 * @param capability what for
 */
public record StageRequest(String volumeId, NodePath staging, Capability capability) {}
