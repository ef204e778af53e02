package io.cistern.cli.client;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.DescribeRequest;
import io.cistern.protocol.agent.DescribeResponse;
import io.cistern.protocol.agent.GetSnapshotRequest;
import io.cistern.protocol.agent.GetVolumeRequest;
import io.cistern.protocol.agent.ListSnapshotsRequest;
import io.cistern.protocol.agent.ListSnapshotsResponse;
import io.cistern.protocol.agent.ListVolumesRequest;
import io.cistern.protocol.agent.ListVolumesResponse;
import io.cistern.protocol.agent.PoolAgentGrpc.PoolAgentBlockingStub;
import io.cistern.protocol.agent.PoolDescription;
import io.cistern.protocol.agent.Snapshot;
import io.cistern.protocol.agent.Volume;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What is in the pools of this node, as their agent says, and which of it a user means: a name, or
 * an id. The id of a named thing follows from its pool and its name, so nothing is searched.
 */
public final class Catalog {
  private static final int PAGE = 1000;

  private final ServiceClient client;

  public Catalog(ServiceClient client) {
    this.client = client;
  }

  /** The node and its pools. */
  public DescribeResponse describe() {
    return agent().describe(DescribeRequest.getDefaultInstance());
  }

  /** Every volume, by pool and name. */
  public List<Volume> volumes() {
    List<Volume> all = new ArrayList<>();
    for (PoolDescription pool : describe().getPoolsList()) {
      String after = "";
      boolean more = true;
      while (more) {
        ListVolumesResponse page =
            agent()
                .listVolumes(
                    ListVolumesRequest.newBuilder()
                        .setPoolId(pool.getPoolId())
                        .setAfterUuid(after)
                        .setLimit(PAGE)
                        .build());
        all.addAll(page.getVolumesList());
        more = page.getMore() && page.getVolumesCount() > 0;
        after = more ? page.getVolumesList().getLast().getUuid() : "";
      }
    }
    all.sort(
        java.util.Comparator.comparing(Volume::getPoolId)
            .thenComparing(volume -> volume.getSpec().getName()));
    return all;
  }

  /** Every snapshot, by pool and moment. */
  public List<Snapshot> snapshots() {
    List<Snapshot> all = new ArrayList<>();
    for (PoolDescription pool : describe().getPoolsList()) {
      String after = "";
      boolean more = true;
      while (more) {
        ListSnapshotsResponse page =
            agent()
                .listSnapshots(
                    ListSnapshotsRequest.newBuilder()
                        .setPoolId(pool.getPoolId())
                        .setAfterUuid(after)
                        .setLimit(PAGE)
                        .build());
        all.addAll(page.getSnapshotsList());
        more = page.getMore() && page.getSnapshotsCount() > 0;
        after = more ? page.getSnapshotsList().getLast().getUuid() : "";
      }
    }
    all.sort(
        java.util.Comparator.comparing(Snapshot::getPoolId)
            .thenComparing(snapshot -> snapshot.getCutAt().getSeconds())
            .thenComparing(snapshot -> snapshot.getCutAt().getNanos()));
    return all;
  }

  /**
   * The volume of this name or id.
   *
   * @throws CommandFailure not found, or in several pools
   */
  public Volume volume(String nameOrId) {
    return findVolume(nameOrId)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "there is no volume " + nameOrId,
                    "`cistern volume list` shows those there are"));
  }

  /** The volume of this name or id, if there is one. */
  public Optional<Volume> findVolume(String nameOrId) {
    Optional<VolumeId> id = VolumeId.parse(nameOrId);
    if (id.isPresent()) {
      return get(id.get());
    }
    EntityName name = new EntityName(nameOrId);
    return only(
        "volume", nameOrId, pools().stream().map(pool -> get(VolumeId.named(pool, name))).toList());
  }

  /**
   * The snapshot of this name or id.
   *
   * @throws CommandFailure not found, or in several pools
   */
  public Snapshot snapshot(String nameOrId) {
    return findSnapshot(nameOrId)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "there is no snapshot " + nameOrId,
                    "`cistern snapshot list` shows those there are"));
  }

  /** The snapshot of this name or id, if there is one. */
  public Optional<Snapshot> findSnapshot(String nameOrId) {
    Optional<SnapshotId> id = SnapshotId.parse(nameOrId);
    if (id.isPresent()) {
      return get(id.get());
    }
    EntityName name = new EntityName(nameOrId);
    return only(
        "snapshot",
        nameOrId,
        pools().stream().map(pool -> get(SnapshotId.named(pool, name))).toList());
  }

  /** The id of a volume. */
  public static VolumeId id(Volume volume) {
    return new VolumeId(new PoolId(volume.getPoolId()), UUID.fromString(volume.getUuid()));
  }

  /** The id of a snapshot. */
  public static SnapshotId id(Snapshot snapshot) {
    return new SnapshotId(new PoolId(snapshot.getPoolId()), UUID.fromString(snapshot.getUuid()));
  }

  /** The volume of this id, if the pool is one of this node and has it. */
  public Optional<Volume> get(VolumeId id) {
    return found(
        () ->
            agent()
                .getVolume(
                    GetVolumeRequest.newBuilder()
                        .setPoolId(id.pool().value())
                        .setUuid(id.uuid().toString())
                        .build()));
  }

  private Optional<Snapshot> get(SnapshotId id) {
    return found(
        () ->
            agent()
                .getSnapshot(
                    GetSnapshotRequest.newBuilder()
                        .setPoolId(id.pool().value())
                        .setUuid(id.uuid().toString())
                        .build()));
  }

  private static <T> Optional<T> found(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static <T> Optional<T> only(String what, String name, List<Optional<T>> answers) {
    List<T> found = answers.stream().flatMap(Optional::stream).toList();
    if (found.size() > 1) {
      throw new CommandFailure(
          ExitCode.CONFLICT,
          "%d pools have a %s named %s".formatted(found.size(), what, name),
          "say its id, which `cistern %s list` shows".formatted(what));
    }
    return found.stream().findFirst();
  }

  private List<PoolId> pools() {
    return describe().getPoolsList().stream().map(pool -> new PoolId(pool.getPoolId())).toList();
  }

  private PoolAgentBlockingStub agent() {
    return client.agent();
  }
}
