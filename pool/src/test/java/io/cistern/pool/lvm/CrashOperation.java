package io.cistern.pool.lvm;

import static io.cistern.pool.PoolUnderTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.Request;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is done while the owner dies, and the two states that may be left. */
enum CrashOperation {
  CREATE_THIN {
    @Override
    void run(Pool pool) {
      pool.volumes().create(Request.raw("new").size(SIZE).spec());
    }

    @Override
    boolean isDone(Pool pool) {
      return volume(pool, "new").isPresent();
    }
  },
  CREATE_THICK {
    @Override
    void run(Pool pool) {
      pool.volumes().create(Request.raw("new").thick().size(SIZE).spec());
    }

    @Override
    boolean isDone(Pool pool) {
      return volume(pool, "new").isPresent();
    }
  },
  CLONE_LARGER("thin") {
    @Override
    void run(Pool pool) {
      pool.volumes().create(Request.raw("new").size(LARGER).from(id(pool, "thin")).spec());
    }

    @Override
    boolean isDone(Pool pool) {
      volume(pool, "new").ifPresent(clone -> holds(pool, clone.id()));
      return volume(pool, "new").isPresent();
    }
  },
  CLONE_THICK_OF_THICK("thick") {
    @Override
    void run(Pool pool) {
      pool.volumes().create(Request.raw("new").thick().size(SIZE).from(id(pool, "thick")).spec());
    }

    @Override
    boolean isDone(Pool pool) {
      volume(pool, "new").ifPresent(clone -> holds(pool, clone.id()));
      return volume(pool, "new").isPresent();
    }
  },
  SNAPSHOT("thin") {
    @Override
    void run(Pool pool) {
      pool.snapshots().create(CUT, id(pool, "thin"));
    }

    @Override
    boolean isDone(Pool pool) {
      return snapshot(pool).isPresent();
    }
  },
  SNAPSHOT_OF_ATTACHED_THICK("thick") {
    @Override
    void prepare(Pool pool) {
      super.prepare(pool);
      pool.attachments().attach(id(pool, "thick"));
    }

    @Override
    void run(Pool pool) {
      pool.snapshots().create(CUT, id(pool, "thick"));
    }

    @Override
    boolean isDone(Pool pool) {
      assertThat(pool.attachments().find(id(pool, "thick"))).isPresent();
      return snapshot(pool).isPresent();
    }
  },
  GROUP_SNAPSHOT("thin", "thick") {
    @Override
    void run(Pool pool) {
      pool.groupSnapshots().create(CUT, Set.of(id(pool, "thin"), id(pool, "thick")));
    }

    @Override
    boolean isDone(Pool pool) {
      Optional<GroupSnapshot> found =
          pool.groupSnapshots().find(GroupSnapshotId.named(pool.info().id(), CUT));
      int members = found.map(group -> group.snapshots().size()).orElse(0);
      assertThat(members).isIn(0, 2);
      assertThat(pool.snapshots().list(Optional.empty(), Optional.empty(), 10).items())
          .hasSize(members);
      return found.isPresent();
    }
  },
  DELETE_GROUP_SNAPSHOT("thin", "thick") {
    @Override
    void prepare(Pool pool) {
      super.prepare(pool);
      GROUP_SNAPSHOT.run(pool);
    }

    @Override
    void run(Pool pool) {
      pool.groupSnapshots().delete(GroupSnapshotId.named(pool.info().id(), CUT));
    }

    @Override
    boolean isDone(Pool pool) {
      return !GROUP_SNAPSHOT.isDone(pool);
    }
  },
  EXPAND_THIN("thin") {
    @Override
    void run(Pool pool) {
      pool.volumes().expand(id(pool, "thin"), CapacityRange.atLeast(LARGER));
    }

    @Override
    boolean isDone(Pool pool) {
      return volume(pool, "thin").orElseThrow().size().equals(LARGER);
    }
  },
  EXPAND_THICK("thick") {
    @Override
    void run(Pool pool) {
      pool.volumes().expand(id(pool, "thick"), CapacityRange.atLeast(LARGER));
    }

    @Override
    boolean isDone(Pool pool) {
      return volume(pool, "thick").orElseThrow().size().equals(LARGER);
    }
  },
  MAKE_THICK("thin") {
    @Override
    void run(Pool pool) {
      pool.volumes().modify(id(pool, "thin"), Map.of("provisioning", "thick"));
    }

    @Override
    boolean isDone(Pool pool) {
      return volume(pool, "thin").orElseThrow().provisioning() == Provisioning.THICK;
    }
  },
  RECORD_FORMATTING("thin") {
    @Override
    void run(Pool pool) {
      pool.volumes().recordFormatting(id(pool, "thin"), new Formatting.Formatted(FsType.EXT4));
    }

    @Override
    boolean isDone(Pool pool) {
      return !volume(pool, "thin").orElseThrow().formatting().equals(new Formatting.Blank());
    }
  },
  DELETE {
    @Override
    void prepare(Pool pool) {
      super.prepare(pool);
      CREATE_THIN.run(pool);
    }

    @Override
    void run(Pool pool) {
      pool.volumes().delete(id(pool, "new"));
    }

    @Override
    boolean isDone(Pool pool) {
      return volume(pool, "new").isEmpty();
    }
  };

  private static final EntityName CUT = new EntityName("cut");
  private static final ByteSize SIZE = ByteSize.ofMiB(8);
  private static final ByteSize LARGER = ByteSize.ofMiB(16);
  private static final int WRITTEN = 1 << 20;

  private final String[] volumes;

  /**
   * @param volumes what is there before, with bytes: a thin and a thick volume, or one or none
   */
  CrashOperation(String... volumes) {
    this.volumes = volumes;
  }

  void prepare(Pool pool) {
    for (String name : volumes) {
      Request request = Request.raw(name).size(SIZE);
      Volume volume =
          pool.volumes().create((name.equals("thick") ? request.thick() : request).spec());
      devices(pool).write(volume.id(), 0, bytes(7, WRITTEN));
      pool.attachments().detach(volume.id());
    }
  }

  abstract void run(Pool pool);

  /** Whether the new state is there; fails if it is neither the old nor the new one. */
  abstract boolean isDone(Pool pool);

  private static DevicePoolUnderTest devices(Pool pool) {
    return () -> pool;
  }

  private static void holds(Pool pool, VolumeId id) {
    assertThat(devices(pool).read(id, 0, WRITTEN)).isEqualTo(bytes(7, WRITTEN));
    pool.attachments().detach(id);
  }

  private static Optional<Snapshot> snapshot(Pool pool) {
    return pool.snapshots().find(SnapshotId.named(pool.info().id(), CUT));
  }

  private static VolumeId id(Pool pool, String name) {
    return VolumeId.named(pool.info().id(), new EntityName(name));
  }

  private static Optional<Volume> volume(Pool pool, String name) {
    Optional<Volume> found = pool.volumes().find(id(pool, name));
    if (!name.equals("new")) {
      holds(pool, found.orElseThrow().id());
    }
    return found;
  }
}
