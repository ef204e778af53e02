package io.cistern.pool.loop.crash;

import static io.cistern.pool.PoolUnderTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.Pool;
import io.cistern.pool.Request;
import io.cistern.pool.loop.layout.PoolLayout;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is done while the process is killed, and the two states that may be left. */
enum Operation {
  CREATE_THIN {
    @Override
    void run(Pool pool) {
      pool.volumes().create(Request.raw(name()).size(SIZE).spec());
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      return volume(pool, name()).isPresent();
    }
  },
  CREATE_THICK {
    @Override
    void run(Pool pool) {
      pool.volumes().create(Request.raw(name()).thick().size(SIZE).spec());
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      return volume(pool, name()).isPresent();
    }
  },
  CLONE {
    @Override
    void run(Pool pool) {
      pool.volumes().create(Request.raw(name()).size(SIZE).from(id(pool, "source")).spec());
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      volume(pool, name()).ifPresent(found -> holds(layout.volumeData(found.id().uuid())));
      return volume(pool, name()).isPresent();
    }
  },
  CLONE_THICK {
    @Override
    void run(Pool pool) {
      pool.volumes()
          .create(Request.raw(name()).thick().size(SIZE).from(id(pool, "thick source")).spec());
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      volume(pool, name()).ifPresent(found -> holds(layout.volumeData(found.id().uuid())));
      return volume(pool, name()).isPresent();
    }
  },
  SNAPSHOT {
    @Override
    void run(Pool pool) {
      pool.snapshots().create(CUT, id(pool, "source"));
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      Optional<Snapshot> found = pool.snapshots().find(SnapshotId.named(pool.info().id(), CUT));
      found.ifPresent(cut -> holds(layout.snapshot(cut.id().uuid()).resolve(PoolLayout.DATA)));
      return found.isPresent();
    }
  },
  GROUP_SNAPSHOT {
    @Override
    void run(Pool pool) {
      pool.groupSnapshots().create(CUT, Set.of(id(pool, "source"), id(pool, "thick source")));
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      Optional<GroupSnapshot> found = group(pool);
      int members = found.map(group -> group.snapshots().size()).orElse(0);
      assertThat(members).isIn(0, 2);
      assertThat(pool.snapshots().list(Optional.empty(), Optional.empty(), 10).items())
          .hasSize(members);
      return found.isPresent();
    }
  },
  EXPAND {
    @Override
    void run(Pool pool) {
      pool.volumes().expand(id(pool, "source"), LARGER);
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      return isExpanded(pool, layout, "source");
    }
  },
  EXPAND_THICK {
    @Override
    void run(Pool pool) {
      pool.volumes().expand(id(pool, "thick source"), LARGER);
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      return isExpanded(pool, layout, "thick source");
    }
  },
  MAKE_THICK {
    @Override
    void run(Pool pool) {
      pool.volumes().modify(id(pool, "source"), Map.of("provisioning", "thick"));
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      return volume(pool, "source").orElseThrow().provisioning() == Provisioning.THICK;
    }
  },
  RECORD_FORMATTING {
    @Override
    void run(Pool pool) {
      pool.volumes().recordFormatting(id(pool, "source"), new Formatting.Formatted(FsType.EXT4));
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      return !volume(pool, "source").orElseThrow().formatting().equals(new Formatting.Blank());
    }
  },
  DELETE_VOLUME {
    @Override
    void run(Pool pool) {
      pool.volumes().delete(id(pool, "victim"));
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      volume(pool, "victim").ifPresent(found -> holds(layout.volumeData(found.id().uuid())));
      return volume(pool, "victim").isEmpty();
    }
  },
  DELETE_GROUP_SNAPSHOT {
    @Override
    void prepare(Pool pool, PoolLayout layout) {
      super.prepare(pool, layout);
      GROUP_SNAPSHOT.run(pool);
    }

    @Override
    void run(Pool pool) {
      pool.groupSnapshots().delete(GroupSnapshotId.named(pool.info().id(), CUT));
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      return !GROUP_SNAPSHOT.isDone(pool, layout);
    }
  },
  ATTACH {
    @Override
    void run(Pool pool) {
      pool.attachments().attach(id(pool, "source"));
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      assertThat(pool.attachments().list()).hasSizeBetween(0, 1);
      return pool.attachments().find(id(pool, "source")).isPresent();
    }
  },
  DETACH {
    @Override
    void prepare(Pool pool, PoolLayout layout) {
      super.prepare(pool, layout);
      pool.attachments().attach(id(pool, "source"));
    }

    @Override
    void run(Pool pool) {
      pool.attachments().detach(id(pool, "source"));
    }

    @Override
    boolean isDone(Pool pool, PoolLayout layout) {
      return pool.attachments().find(id(pool, "source")).isEmpty();
    }
  };

  static final EntityName CUT = new EntityName("cut");
  static final ByteSize SIZE = ByteSize.ofMiB(8);
  private static final CapacityRange LARGER = CapacityRange.atLeast(ByteSize.ofMiB(16));
  private static final int WRITTEN = 2 << 20;

  /** What is there before: two sources and a victim, with bytes. */
  void prepare(Pool pool, PoolLayout layout) {
    for (Request request :
        new Request[] {
          Request.raw("source"), Request.raw("thick source").thick(), Request.raw("victim")
        }) {
      Volume volume = pool.volumes().create(request.size(SIZE).spec());
      write(layout.volumeData(volume.id().uuid()));
    }
  }

  abstract void run(Pool pool);

  /** Whether the new state is there; fails if it is neither the old nor the new one. */
  abstract boolean isDone(Pool pool, PoolLayout layout);

  /** What never changes: the sources' bytes. */
  static void verifySources(Pool pool, PoolLayout layout) {
    for (String name : new String[] {"source", "thick source"}) {
      holds(layout.volumeData(volume(pool, name).orElseThrow().id().uuid()));
    }
  }

  private static boolean isExpanded(Pool pool, PoolLayout layout, String name) {
    Volume volume = volume(pool, name).orElseThrow();
    assertThat(volume.size()).isIn(SIZE, LARGER.required());
    assertThat(layout.volumeData(volume.id().uuid())).hasSize(volume.size().bytes());
    return volume.size().equals(LARGER.required());
  }

  private static Optional<GroupSnapshot> group(Pool pool) {
    return pool.groupSnapshots().find(GroupSnapshotId.named(pool.info().id(), CUT));
  }

  private static VolumeId id(Pool pool, String name) {
    return VolumeId.named(pool.info().id(), new EntityName(name));
  }

  private static Optional<Volume> volume(Pool pool, String name) {
    return pool.volumes().find(id(pool, name));
  }

  private static void write(Path data) {
    try {
      Files.write(data, bytes(7, WRITTEN), StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void holds(Path data) {
    try (var stream = Files.newInputStream(data)) {
      assertThat(Arrays.equals(stream.readNBytes(WRITTEN), bytes(7, WRITTEN))).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
