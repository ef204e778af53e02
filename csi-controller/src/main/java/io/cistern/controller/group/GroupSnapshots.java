package io.cistern.controller.group;

import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.GroupSnapshot;
import java.util.List;

/**
 * Group snapshots, wherever they are. Every method throws {@link
 * io.cistern.controller.ControllerError.Unreachable} if whoever would know does not answer, and
 * {@link io.cistern.controller.ControllerError.Refused} with the word of an agent that says no.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#group-controller-service-rpc">CSI
 *     Group Controller Service</a>
 */
public interface GroupSnapshots {

  /**
   * Cuts all volumes at one moment, or returns the group that this request has cut before. Its
   * members are in the order of {@code sources}.
   *
   * @throws io.cistern.controller.ControllerError.Precondition if the volumes are of several pools,
   *     which have no moment in common
   */
  GroupSnapshot create(EntityName name, List<VolumeId> sources);

  /**
   * @param members what the client takes for its members; empty for no check
   * @throws io.cistern.controller.ControllerError.Invalid if they are not
   */
  GroupSnapshot get(GroupSnapshotId id, List<SnapshotId> members);

  /**
   * Removes the group with all its members; absent is success.
   *
   * @param members as for {@link #get}
   */
  void delete(GroupSnapshotId id, List<SnapshotId> members);
}
