package io.cistern.controller.snapshot;

import io.cistern.controller.paging.PageRequest;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.Snapshot;

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

  /** Those that the filter lets through, by pool and uuid. */
  Page<Snapshot> list(SnapshotFilter filter, PageRequest request);
}
