package io.cistern.controller.snapshot;

import io.cistern.controller.paging.PageRequest;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.Snapshot;
import io.cistern.protocol.agent.SnapshotBlocks;
import java.util.Optional;

/**
 * Snapshots, wherever they are. Every method throws {@link
 * io.cistern.controller.ControllerError.Unreachable} if whoever would know does not answer, and
 * {@link io.cistern.controller.ControllerError.Refused} with the word of an agent that says no.
 */
public interface Snapshots {

  /**
   * Cuts a snapshot, or returns the one that this request has cut before.
   *
   * @throws io.cistern.controller.ControllerError.AlreadyExists if another pool that answers has a
   *     snapshot of this name, and so of another volume
   */
  Snapshot create(EntityName name, VolumeId source);

  /**
   * Removes a snapshot; absent is success.
   *
   * @throws io.cistern.controller.ControllerError.Invalid if it is a member of a group
   */
  void delete(SnapshotId id);

  Snapshot get(SnapshotId id);

  /**
   * A page of a snapshot's blocks: those with data, or those that differ from an older one's.
   *
   * @param from where it begins, in bytes
   * @throws io.cistern.controller.ControllerError.Invalid if they cannot be compared
   */
  SnapshotBlocks blocks(SnapshotId id, Optional<SnapshotId> base, long from, int limit);

  /** Those that the filter lets through, by pool and uuid. */
  Page<Snapshot> list(SnapshotFilter filter, PageRequest request);
}
