package io.cistern.e2e;

import static io.grpc.Status.Code.FAILED_PRECONDITION;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.e2e.cluster.Capabilities;
import io.cistern.e2e.cluster.Cluster;
import io.cistern.e2e.cluster.Commands;
import io.cistern.e2e.co.CsiVolume;
import io.cistern.e2e.co.Orchestrator;
import io.cistern.e2e.co.PublishedVolume;
import io.cistern.e2e.co.VolumeKind;
import io.cistern.e2e.data.Load;
import io.cistern.protocol.csi.NodeGetVolumeStatsRequest;
import io.cistern.protocol.csi.NodeGetVolumeStatsResponse;
import io.cistern.protocol.csi.Snapshot;
import io.cistern.protocol.csi.VolumeUsage;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One volume's life, from create to delete, by the bytes that go in and come out. */
class VolumeLifecycleE2E {
  private static final long DATA = 8L << 20;
  private static final long LOAD = 16L << 20;

  private static Cluster cluster;
  private static Orchestrator co;

  @BeforeAll
  static void start() {
    cluster = Cluster.start();
    co = cluster.orchestrator();
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @ParameterizedTest
  @EnumSource(VolumeKind.class)
  void bytesSurviveExpansionAndRemount(VolumeKind kind) throws IOException {
    CsiVolume volume = co.create("grown-" + kind, kind, kind.smallSize());
    assertThat(volume.size()).isGreaterThanOrEqualTo(kind.smallSize());
    PublishedVolume published = co.publish(volume);
    String written = published.region(0, DATA).fill(1);
    long sizeBefore = visibleSize(published);

    long size = co.expandVolume(volume, 2 * kind.smallSize());
    if (growsOnline(kind)) {
      co.expandOnNode(published, 2 * kind.smallSize());
      assertThat(visibleSize(published)).isGreaterThan(sizeBefore + kind.smallSize() / 2);
    } else {
      Expect.status(FAILED_PRECONDITION, () -> co.expandOnNode(published, 2 * kind.smallSize()))
          .contains("CAP_SYS_RESOURCE");
    }

    assertThat(size).isGreaterThanOrEqualTo(2 * kind.smallSize());
    assertThat(published.region(0, DATA).digest()).isEqualTo(written);
    co.unpublish(published);
    assertThat(published.target()).doesNotExist();
    PublishedVolume again = co.publish(volume);
    assertThat(again.region(0, DATA).digest()).isEqualTo(written);
    assertThat(visibleSize(again)).isGreaterThan(sizeBefore + kind.smallSize() / 2);
    co.unpublish(again);
    co.delete(volume);
    cluster.assertNothingLeft();
  }

  @ParameterizedTest
  @EnumSource(VolumeKind.class)
  void aSnapshotUnderLoadHoldsWhatWasWrittenBeforeIt(VolumeKind kind) {
    CsiVolume volume = co.create("loaded-" + kind, kind, kind.smallSize());
    PublishedVolume published = co.publish(volume);
    String first = published.region(0, DATA).fill(2);
    Snapshot snapshot;
    long before;
    long after;
    try (Load load = Load.on(published.region(1, LOAD))) {
      load.awaitWritten(200);
      before = load.written();
      snapshot = co.snapshot("cut-" + kind, volume);
      after = load.written();
      load.awaitWritten(after + 20);
    }
    String second = published.region(0, DATA).fill(3);

    CsiVolume restored =
        co.restore("restored-" + kind, kind, kind.smallSize(), snapshot.getSnapshotId());
    CsiVolume cloned = co.clone("cloned-" + kind, kind, kind.smallSize(), volume.id());
    PublishedVolume restoredAt = co.publish(restored);
    PublishedVolume clonedAt = co.publish(cloned);

    assertThat(snapshot.getReadyToUse()).isTrue();
    assertThat(restoredAt.region(0, DATA).digest()).isEqualTo(first);
    assertThat(Load.count(restoredAt.region(1, LOAD))).isBetween(before, after + 1);
    assertThat(clonedAt.region(0, DATA).digest()).isEqualTo(second);
    assertThat(Load.count(clonedAt.region(1, LOAD))).isGreaterThanOrEqualTo(after + 20);
    restoredAt.region(0, DATA).fill(4);
    assertThat(published.region(0, DATA).digest()).isEqualTo(second);
    assertThat(clonedAt.region(0, DATA).digest()).isEqualTo(second);
    co.unpublish(restoredAt);
    co.unpublish(clonedAt);
    co.unpublish(published);
    co.delete(volume);
    co.delete(restored);
    co.delete(cloned);
    co.deleteSnapshot(snapshot.getSnapshotId());
    cluster.assertNothingLeft();
  }

  @ParameterizedTest
  @EnumSource(VolumeKind.class)
  void aSnapshotOutlivesItsVolumeAndRestoresIntoALargerOne(VolumeKind kind) throws IOException {
    CsiVolume volume = co.create("short-lived-" + kind, kind, kind.smallSize());
    PublishedVolume published = co.publish(volume);
    String written = published.region(0, DATA).fill(5);
    long sizeBefore = visibleSize(published);
    Snapshot snapshot = co.snapshot("outlives-" + kind, volume);
    co.unpublish(published);
    co.delete(volume);

    CsiVolume larger =
        co.restore("larger-" + kind, kind, 2 * kind.smallSize(), snapshot.getSnapshotId());
    PublishedVolume largerAt = co.publish(larger);

    assertThat(larger.size()).isGreaterThanOrEqualTo(2 * kind.smallSize());
    assertThat(visibleSize(largerAt)).isGreaterThan(sizeBefore + kind.smallSize() / 2);
    assertThat(largerAt.region(0, DATA).digest()).isEqualTo(written);
    co.deleteSnapshot(snapshot.getSnapshotId());
    assertThat(largerAt.region(0, DATA).digest()).isEqualTo(written);
    co.unpublish(largerAt);
    co.delete(larger);
    cluster.assertNothingLeft();
  }

  @ParameterizedTest
  @EnumSource(VolumeKind.class)
  void everyStepTakesARepeatedCallForTheSame(VolumeKind kind) {
    CsiVolume volume = co.create("twice-" + kind, kind, kind.smallSize());
    assertThat(co.create("twice-" + kind, kind, kind.smallSize())).isEqualTo(volume);
    PublishedVolume published = co.publish(volume);
    String written = published.region(0, DATA).fill(6);
    assertThat(co.publish(volume)).isEqualTo(published);
    Snapshot snapshot = co.snapshot("twice-" + kind, volume);
    assertThat(co.snapshot("twice-" + kind, volume)).isEqualTo(snapshot);
    co.expandVolume(volume, 2 * kind.smallSize());
    co.expandVolume(volume, 2 * kind.smallSize());
    if (growsOnline(kind)) {
      co.expandOnNode(published, 2 * kind.smallSize());
      co.expandOnNode(published, 2 * kind.smallSize());
    }
    assertThat(published.region(0, DATA).digest()).isEqualTo(written);
    co.unpublish(published);
    PublishedVolume again = co.place(volume);
    co.unpublish(again);
    co.delete(volume);
    co.delete(volume);
    co.deleteSnapshot(snapshot.getSnapshotId());
    co.deleteSnapshot(snapshot.getSnapshotId());
    cluster.assertNothingLeft();
  }

  @ParameterizedTest
  @EnumSource(VolumeKind.class)
  void statisticsFollowWhatIsWritten(VolumeKind kind) {
    CsiVolume volume = co.create("counted-" + kind, kind, kind.smallSize());
    PublishedVolume published = co.publish(volume);
    NodeGetVolumeStatsResponse before = statistics(published);
    published.region(0, DATA).fill(7);
    // btrfs counts what its last transaction wrote; an fsync of a file does not end one.
    Commands.run("sync", "--file-system", published.target().toString());
    NodeGetVolumeStatsResponse after = statistics(published);

    assertThat(after.hasVolumeCondition()).isTrue();
    assertThat(after.getVolumeCondition().getAbnormal()).as(after.toString()).isFalse();
    assertThat(bytes(after).getTotal()).isPositive();
    if (kind.isFileVolume()) {
      assertThat(bytes(after).getUsed()).isGreaterThan(bytes(before).getUsed());
    } else {
      assertThat(bytes(after).getTotal()).isEqualTo(volume.size());
    }
    co.unpublish(published);
    co.delete(volume);
    cluster.assertNothingLeft();
  }

  /**
   * The kernel grows a mounted ext4 for CAP_SYS_RESOURCE only, which a container's root may lack.
   */
  private static boolean growsOnline(VolumeKind kind) {
    return kind != VolumeKind.EXT4 || Capabilities.has(Capabilities.SYS_RESOURCE);
  }

  private static NodeGetVolumeStatsResponse statistics(PublishedVolume published) {
    return cluster
        .node()
        .client()
        .node()
        .nodeGetVolumeStats(
            NodeGetVolumeStatsRequest.newBuilder()
                .setVolumeId(published.volume().id())
                .setVolumePath(published.target().toString())
                .setStagingTargetPath(published.staging().toString())
                .build());
  }

  private static VolumeUsage bytes(NodeGetVolumeStatsResponse statistics) {
    return statistics.getUsageList().stream()
        .filter(usage -> usage.getUnit() == VolumeUsage.Unit.BYTES)
        .findFirst()
        .orElseThrow();
  }

  /** What a pod can see: the filesystem's size, or the device's. */
  private static long visibleSize(PublishedVolume published) throws IOException {
    return switch (published.volume().kind()) {
      case EXT4, XFS, BTRFS -> Files.getFileStore(published.target()).getTotalSpace();
      case BLOCK ->
          Long.parseLong(
              Commands.run("blockdev", "--getsize64", published.target().toString()).strip());
    };
  }
}
