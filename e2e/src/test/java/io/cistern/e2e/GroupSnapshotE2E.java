package io.cistern.e2e;

import static io.grpc.Status.Code.FAILED_PRECONDITION;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.e2e.cluster.Cluster;
import io.cistern.e2e.co.CsiVolume;
import io.cistern.e2e.co.Orchestrator;
import io.cistern.e2e.co.PublishedVolume;
import io.cistern.e2e.co.VolumeKind;
import io.cistern.e2e.data.OrderedWriter;
import io.cistern.protocol.csi.CreateVolumeGroupSnapshotRequest;
import io.cistern.protocol.csi.DeleteSnapshotRequest;
import io.cistern.protocol.csi.DeleteVolumeGroupSnapshotRequest;
import io.cistern.protocol.csi.Snapshot;
import io.cistern.protocol.csi.VolumeGroupSnapshot;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Group snapshots are of one moment, and whoever dies at that moment, writers go on. */
class GroupSnapshotE2E {
  private static final int CUTS = 20;
  private static final int KILLS = 8;
  private static final long SEED = Long.getLong("cistern.e2e.seed", System.nanoTime());
  private static final long SIZE = 64L << 20;

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

  @Test
  void everyCutKeepsTheOrderOfWritesAcrossTheVolumes() {
    PublishedVolume a = co.publish(co.create("ordered-a", VolumeKind.EXT4, SIZE));
    PublishedVolume b = co.publish(co.create("ordered-b", VolumeKind.EXT4, SIZE));
    try (OrderedWriter writer = OrderedWriter.on(counter(a), counter(b))) {
      writer.awaitProgress(10);
      for (int cut = 0; cut < CUTS; cut++) {
        writer.awaitProgress(3);
        long before = writer.count();
        VolumeGroupSnapshot group = cut("ordered-" + cut, a, b);
        long inA = restoredCounter("ordered-a-" + cut, member(group, a));
        long inB = restoredCounter("ordered-b-" + cut, member(group, b));
        assertThat(inA).as("cut %d", cut).isGreaterThanOrEqualTo(before);
        assertThat(inA - inB).as("cut %d: A is written first, then B", cut).isBetween(0L, 1L);
        delete(group);
      }
    }
    discard(a, b);
  }

  @Test
  void aMemberIsNotDeletedAlone() {
    PublishedVolume a = co.publish(co.create("member-a", VolumeKind.EXT4, SIZE));
    PublishedVolume b = co.publish(co.create("member-b", VolumeKind.EXT4, SIZE));
    VolumeGroupSnapshot group = cut("members", a, b);
    Expect.status(
            INVALID_ARGUMENT,
            () ->
                cluster
                    .controller()
                    .controller()
                    .deleteSnapshot(
                        DeleteSnapshotRequest.newBuilder()
                            .setSnapshotId(group.getSnapshots(0).getSnapshotId())
                            .build()))
        .isNotBlank();
    delete(group);
    discard(a, b);
  }

  @Test
  void aGroupWithAStagedRawVolumeIsRefused() {
    PublishedVolume a = co.publish(co.create("mixed-a", VolumeKind.EXT4, SIZE));
    PublishedVolume raw = co.publish(co.create("mixed-raw", VolumeKind.BLOCK, SIZE));
    Expect.status(FAILED_PRECONDITION, () -> cut("mixed", a, raw)).isNotBlank();
    discard(a, raw);
  }

  @Test
  @Timeout(180)
  void writersGoOnWithinFiveSecondsWhenTheNodeServiceIsKilledDuringACut() throws Exception {
    System.out.println("kills during cuts: seed " + SEED);
    Random random = new Random(SEED);
    PublishedVolume a = co.publish(co.create("frozen-a", VolumeKind.EXT4, SIZE));
    PublishedVolume b = co.publish(co.create("frozen-b", VolumeKind.XFS, 320L << 20));
    try (OrderedWriter writer = OrderedWriter.on(counter(a), counter(b))) {
      for (int kill = 0; kill < KILLS; kill++) {
        String name = "frozen-" + kill;
        writer.awaitProgress(3);
        CompletableFuture<Void> cutting = CompletableFuture.runAsync(() -> tryCut(name, a, b));
        awaitFreeze(cutting);
        Thread.sleep(random.nextInt(40));
        cluster.node().process().kill();
        long killed = System.nanoTime();
        writer.awaitProgress(3);
        double seconds = (System.nanoTime() - killed) / 1e9;
        System.out.printf("killed in cut %d: writers went on after %.3f s%n", kill, seconds);
        assertThat(seconds).as("seconds without I/O").isLessThan(5);
        cutting.join();
        cluster.node().restart();
        VolumeGroupSnapshot group = cut(name, a, b);
        assertThat(group.getSnapshotsCount()).isEqualTo(2);
        delete(group);
      }
    }
    discard(a, b);
  }

  /** Returns when the pool has noted what it is about to freeze, or the cut is over. */
  private static void awaitFreeze(CompletableFuture<Void> cutting) {
    Path staging = cluster.node().poolDirectory().resolve("staging");
    while (!cutting.isDone()) {
      try (DirectoryStream<Path> notes = Files.newDirectoryStream(staging, "freeze-*")) {
        if (notes.iterator().hasNext()) {
          return;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Path counter(PublishedVolume volume) {
    return volume.target().resolve("counter");
  }

  private static VolumeGroupSnapshot cut(String name, PublishedVolume... sources) {
    CreateVolumeGroupSnapshotRequest.Builder request =
        CreateVolumeGroupSnapshotRequest.newBuilder().setName(name);
    for (PublishedVolume source : sources) {
      request.addSourceVolumeIds(source.volume().id());
    }
    return co.retries()
        .call(() -> cluster.controller().groups().createVolumeGroupSnapshot(request.build()))
        .getGroupSnapshot();
  }

  /** A cut whose service may die meanwhile: any answer is right, as long as there is one. */
  private static void tryCut(String name, PublishedVolume a, PublishedVolume b) {
    CreateVolumeGroupSnapshotRequest request =
        CreateVolumeGroupSnapshotRequest.newBuilder()
            .setName(name)
            .addAllSourceVolumeIds(List.of(a.volume().id(), b.volume().id()))
            .build();
    try {
      cluster.controller().groups().createVolumeGroupSnapshot(request);
    } catch (StatusRuntimeException killed) {
      assertThat(killed.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.UNAVAILABLE);
    }
  }

  private static Snapshot member(VolumeGroupSnapshot group, PublishedVolume source) {
    return group.getSnapshotsList().stream()
        .filter(snapshot -> snapshot.getSourceVolumeId().equals(source.volume().id()))
        .findFirst()
        .orElseThrow();
  }

  private static long restoredCounter(String name, Snapshot snapshot) {
    CsiVolume restored = co.restore(name, VolumeKind.EXT4, SIZE, snapshot.getSnapshotId());
    PublishedVolume published = co.publish(restored);
    long count = OrderedWriter.read(counter(published));
    co.unpublish(published);
    co.delete(restored);
    return count;
  }

  private static void delete(VolumeGroupSnapshot group) {
    DeleteVolumeGroupSnapshotRequest.Builder request =
        DeleteVolumeGroupSnapshotRequest.newBuilder()
            .setGroupSnapshotId(group.getGroupSnapshotId());
    group.getSnapshotsList().forEach(member -> request.addSnapshotIds(member.getSnapshotId()));
    co.retries()
        .call(() -> cluster.controller().groups().deleteVolumeGroupSnapshot(request.build()));
  }

  private static void discard(PublishedVolume... volumes) {
    for (PublishedVolume volume : volumes) {
      co.unpublish(volume);
      co.delete(volume.volume());
    }
    cluster.assertNothingLeft();
  }
}
