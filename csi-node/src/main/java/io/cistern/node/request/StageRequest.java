package io.cistern.node.request;

import java.util.Optional;

/**
 * NodeStageVolume.
 *
 * @param volumeId as given
 * @param staging where the filesystem is mounted once for all publishes; a raw volume leaves it be
 * @param capability what for
 * @param passphrase of an encrypted volume
 */
public record StageRequest(
    String volumeId, NodePath staging, Capability capability, Optional<Passphrase> passphrase) {}
