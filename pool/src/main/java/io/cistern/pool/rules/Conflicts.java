package io.cistern.pool.rules;

import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells a replay of a create, which gets what it made before, from a request that differs. */
public final class Conflicts {
  private Conflicts() {}

  /**
   * The volume again.
   *
   * @throws PoolError.AlreadyExists if it was asked for differently
   */
  public static Volume replay(Volume existing, VolumeSpec request) {
    if (!existing.spec().isSatisfiedBy(request, existing.size())) {
      throw new PoolError.AlreadyExists(
          "volume \"%s\" exists and was asked for differently".formatted(request.name()));
    }
    return existing;
  }

  /**
   * The snapshot again.
   *
   * @throws PoolError.AlreadyExists if it is of another volume, or a group's member
   */
  public static Snapshot replay(Snapshot existing, VolumeId source) {
    if (!existing.source().equals(source) || existing.group().isPresent()) {
      throw new PoolError.AlreadyExists(
          "snapshot \"%s\" exists, of volume %s".formatted(existing.name(), existing.source()));
    }
    return existing;
  }

  /**
   * The group again.
   *
   * @throws PoolError.AlreadyExists if it is of other volumes
   */
  public static GroupSnapshot replay(GroupSnapshot existing, Set<VolumeId> sources) {
    Set<VolumeId> members =
        existing.snapshots().stream().map(Snapshot::source).collect(Collectors.toSet());
    if (!members.equals(sources)) {
      throw new PoolError.AlreadyExists(
          "group snapshot \"%s\" exists, of other volumes".formatted(existing.name()));
    }
    return existing;
  }

  /** The name that a group's member has: no client's choice, and the same on every replay. */
  public static EntityName memberName(GroupSnapshotId group, VolumeId source) {
    return new EntityName(group.uuid() + "/" + source.uuid());
  }

  /**
   * Whether the record of a volume's contents has to change.
   *
   * @throws PoolError.Precondition if it would go back to blank
   */
  public static boolean changes(Volume volume, Formatting formatting) {
    if (volume.formatting().equals(formatting)) {
      return false;
    }
    if (formatting instanceof Formatting.Blank) {
      throw new PoolError.Precondition(
          "volume %s was handed out and is never blank again".formatted(volume.id()));
    }
    return true;
  }
}
