package io.cistern.node.csi;

import io.cistern.node.error.NodeError;
import io.cistern.node.request.ExpandRequest;
import io.cistern.node.request.NodeOperations;
import io.cistern.node.request.NodePath;
import io.cistern.node.request.PublishRequest;
import io.cistern.node.request.StageRequest;
import io.cistern.node.request.VolumeUsage;
import io.cistern.pool.model.ByteSize;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A node whose calls on the same volume exclude each other: the second is ABORTED at once, and the
 * orchestrator retries. A call goes on to its end, and keeps its lock, when its client has gone.
 */
public final class LockingNode implements NodeOperations {
  private final NodeOperations node;
  private final Set<String> held = ConcurrentHashMap.newKeySet();

  public LockingNode(NodeOperations node) {
    this.node = node;
  }

  @Override
  public void stage(StageRequest request) {
    // Formats, checks, mounts: against another stage, and an unstage that has not ended.
    exclusively(request.volumeId(), () -> node.stage(request));
  }

  @Override
  public void unstage(String volumeId, NodePath staging) {
    // Detaches: against a stage that is about to use the device.
    exclusively(volumeId, () -> node.unstage(volumeId, staging));
  }

  @Override
  public void publish(PublishRequest request) {
    // Looks at the mounts before it adds one, and may stage.
    exclusively(request.volumeId(), () -> node.publish(request));
  }

  @Override
  public void unpublish(String volumeId, NodePath target) {
    // Against a publish at the same target; an ephemeral volume is deleted.
    exclusively(volumeId, () -> node.unpublish(volumeId, target));
  }

  @Override
  public ByteSize expand(ExpandRequest request) {
    // Grows the mounted filesystem: against an unstage.
    return exclusively(request.volumeId(), () -> node.expand(request));
  }

  @Override
  public void limit(String volumeId) {
    // Against a publish that has read the limits already and not mounted yet.
    exclusively(volumeId, () -> node.limit(volumeId));
  }

  @Override
  public VolumeUsage usage(String volumeId, String volumePath) {
    // Takes no lock: it only reads, and must answer while a long check or copy goes on.
    return node.usage(volumeId, volumePath);
  }

  private void exclusively(String volumeId, Runnable call) {
    Object _ =
        exclusively(
            volumeId,
            () -> {
              call.run();
              return volumeId;
            });
  }

  private <T> T exclusively(String volumeId, Supplier<T> call) {
    if (!held.add(volumeId)) {
      throw NodeError.busy("another operation on volume " + volumeId + " is under way");
    }
    try {
      return call.get();
    } finally {
      held.remove(volumeId);
    }
  }
}
