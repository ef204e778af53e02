package io.cistern.node.request;

import java.util.Map;
import java.util.Optional;

/**
 * NodePublishVolume.
 *
 * @param volumeId as given
 * @param staging where the volume was staged; empty for an ephemeral one
 * @param target where the pod shall find it
 * @param capability what for
 * @param readOnly whether this target is read-only
 * @param passphrase of an encrypted volume; needed only where its staging is lost
 * @param context the volume's context
 */
public record PublishRequest(
    String volumeId,
    Optional<NodePath> staging,
    NodePath target,
    Capability capability,
    boolean readOnly,
    Optional<Passphrase> passphrase,
    Map<String, String> context) {
  public PublishRequest {
    context = Map.copyOf(context);
  }

  /** Whether nobody shall write through this target. */
  public boolean targetReadOnly() {
    return readOnly || capability.readOnly();
  }
}
