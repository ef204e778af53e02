package io.cistern.controller.snapshot;

import io.cistern.controller.ControllerError;
import io.cistern.controller.agents.Agents;
import io.cistern.controller.agents.FanOut;
import io.cistern.controller.agents.PoolView;
import io.cistern.controller.paging.PageRequest;
import io.cistern.controller.paging.Pages;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.CreateSnapshotRequest;
import io.cistern.protocol.agent.DeleteSnapshotRequest;
import io.cistern.protocol.agent.GetSnapshotBlocksRequest;
import io.cistern.protocol.agent.GetSnapshotRequest;
import io.cistern.protocol.agent.ListSnapshotsRequest;
import io.cistern.protocol.agent.ListSnapshotsResponse;
import io.cistern.protocol.agent.Snapshot;
import io.cistern.protocol.agent.SnapshotBlocks;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Snapshots as the agents that own them tell and make them. */
public final class RoutedSnapshots implements Snapshots {
  private final Agents agents;

  public RoutedSnapshots(Agents agents) {
    this.agents = agents;
  }

  @Override
  public Snapshot create(EntityName name, VolumeId source) {
    refuseIfNamedElsewhere(name, source.pool());
    CreateSnapshotRequest request =
        CreateSnapshotRequest.newBuilder()
            .setPoolId(source.pool().value())
            .setName(name.value())
            .setSourceVolumeUuid(source.uuid().toString())
            .build();
    return agents.change(source.pool(), stub -> stub.createSnapshot(request));
  }

  /**
   * An agent that does not answer is passed over: unlike two volumes of one name, two snapshots of
   * one name in two pools would be told apart by their sources, and neither would be lost.
   */
  private void refuseIfNamedElsewhere(EntityName name, PoolId home) {
    List<PoolView> others =
        agents.lastSurvey().pools().stream().filter(pool -> !pool.id().equals(home)).toList();
    List<Optional<Snapshot>> found =
        FanOut.each(others, pool -> ifAnswering(pool, SnapshotId.named(pool.id(), name)));
    if (found.stream().anyMatch(Optional::isPresent)) {
      throw new ControllerError.AlreadyExists("a snapshot of this name is of another volume");
    }
  }

  private static Optional<Snapshot> ifAnswering(PoolView pool, SnapshotId id) {
    try {
      return ifExisting(() -> pool.agent().read(stub -> stub.getSnapshot(question(id))));
    } catch (ControllerError.Unreachable silent) {
      return Optional.empty();
    }
  }

  @Override
  public void delete(SnapshotId id) {
    DeleteSnapshotRequest request =
        DeleteSnapshotRequest.newBuilder()
            .setPoolId(id.pool().value())
            .setUuid(id.uuid().toString())
            .build();
    try {
      agents.change(id.pool(), stub -> stub.deleteSnapshot(request));
    } catch (ControllerError.Refused answer) {
      // CSI wants another code for a member of a group than for a snapshot in use.
      if (answer.isPrecondition()
          && find(id).filter(snapshot -> !snapshot.getGroupUuid().isEmpty()).isPresent()) {
        throw new ControllerError.Invalid(
            "the snapshot is a member of a group and is deleted with it");
      }
      throw answer;
    }
  }

  @Override
  public Snapshot get(SnapshotId id) {
    return agents.read(id.pool(), stub -> stub.getSnapshot(question(id)));
  }

  private static GetSnapshotRequest question(SnapshotId id) {
    return GetSnapshotRequest.newBuilder()
        .setPoolId(id.pool().value())
        .setUuid(id.uuid().toString())
        .build();
  }

  @Override
  public SnapshotBlocks blocks(SnapshotId id, Optional<SnapshotId> base, long from, int limit) {
    if (base.filter(older -> !older.pool().equals(id.pool())).isPresent()) {
      throw new ControllerError.Invalid("the snapshots are of different volumes");
    }
    GetSnapshotBlocksRequest request =
        GetSnapshotBlocksRequest.newBuilder()
            .setPoolId(id.pool().value())
            .setUuid(id.uuid().toString())
            .setBaseUuid(base.map(older -> older.uuid().toString()).orElse(""))
            .setFrom(from)
            .setLimit(limit)
            .build();
    return agents.read(id.pool(), stub -> stub.getSnapshotBlocks(request));
  }

  private Optional<Snapshot> find(SnapshotId id) {
    return ifExisting(() -> get(id));
  }

  private static Optional<Snapshot> ifExisting(Supplier<Snapshot> question) {
    try {
      return Optional.of(question.get());
    } catch (ControllerError.Refused answer) {
      if (answer.isAbsence()) {
        return Optional.empty();
      }
      throw answer;
    }
  }

  @Override
  public Page<Snapshot> list(SnapshotFilter filter, PageRequest request) {
    return switch (filter) {
      case SnapshotFilter.None() -> new Page<>(List.of(), false);
      case SnapshotFilter.One(var id, var ofVolume) ->
          new Page<>(
              find(id).stream()
                  .filter(found -> ofVolume.map(v -> isOf(v, found)).orElse(true))
                  .toList(),
              false);
      case SnapshotFilter.OfVolume(var volume) -> {
        // Only the agent that owns the pool can say that there are none.
        PoolView pool =
            agents
                .survey()
                .pool(volume.pool())
                .orElseThrow(
                    () ->
                        new ControllerError.Unreachable(
                            "no pool agent that answers owns pool " + volume.pool()));
        yield page(List.of(pool), request, volume.uuid().toString());
      }
      case SnapshotFilter.All() -> page(agents.survey().allPools(), request, "");
    };
  }

  private static boolean isOf(VolumeId volume, Snapshot snapshot) {
    return snapshot.getPoolId().equals(volume.pool().value())
        && snapshot.getSourceVolumeUuid().equals(volume.uuid().toString());
  }

  private static Page<Snapshot> page(List<PoolView> pools, PageRequest request, String sourceUuid) {
    Page<Pages.Entry<Snapshot>> page =
        Pages.collect(
            pools,
            request,
            (pool, after, limit) -> page(pool, sourceUuid, after, limit),
            Snapshot::getUuid);
    return new Page<>(page.items().stream().map(Pages.Entry::item).toList(), page.more());
  }

  private static Page<Snapshot> page(
      PoolView pool, String sourceUuid, String afterUuid, int limit) {
    ListSnapshotsRequest request =
        ListSnapshotsRequest.newBuilder()
            .setPoolId(pool.id().value())
            .setSourceVolumeUuid(sourceUuid)
            .setAfterUuid(afterUuid)
            .setLimit(limit)
            .build();
    ListSnapshotsResponse answer = pool.agent().read(stub -> stub.listSnapshots(request));
    return new Page<>(answer.getSnapshotsList(), answer.getMore());
  }
}
