package io.cistern.e2e;

import static io.grpc.Status.Code.RESOURCE_EXHAUSTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.e2e.cluster.Cluster;
import io.cistern.e2e.cluster.ClusterOptions;
import io.cistern.e2e.cluster.Commands;
import io.cistern.e2e.co.CsiVolume;
import io.cistern.e2e.co.Orchestrator;
import io.cistern.e2e.co.PublishedVolume;
import io.cistern.e2e.co.VolumeKind;
import io.cistern.protocol.csi.ControllerModifyVolumeRequest;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.GetCapacityRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Thin takes space as it is written, thick has it already; a full pool harms nobody's bytes. */
class ProvisioningE2E {
  private static final long SIZE = 128L << 20;

  private static Cluster cluster;
  private static Orchestrator co;

  @BeforeAll
  static void start() {
    cluster = Cluster.start(ClusterOptions.oneNode().withPoolBytes(1L << 30));
    co = cluster.orchestrator();
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aThickVolumeHasItsSpaceAfterItIsFormatted() {
    CsiVolume thin = co.create("thin", VolumeKind.EXT4, SIZE);
    CsiVolume thick = co.create(thick("thick", VolumeKind.EXT4, SIZE), VolumeKind.EXT4);
    PublishedVolume thinAt = co.publish(thin);
    PublishedVolume thickAt = co.publish(thick);

    assertThat(allocated(thin)).isLessThan(SIZE / 4);
    assertThat(allocated(thick)).isGreaterThanOrEqualTo(SIZE);
    discard(thinAt);
    discard(thickAt);
    cluster.assertNothingLeft();
  }

  @Test
  void aLivingVolumeIsMadeThickAndKeepsItsBytes() {
    CsiVolume volume = co.create("thickened", VolumeKind.EXT4, SIZE);
    PublishedVolume published = co.publish(volume);
    String written = published.region(0, 4 << 20).fill(1);

    cluster
        .controller()
        .controller()
        .controllerModifyVolume(
            ControllerModifyVolumeRequest.newBuilder()
                .setVolumeId(volume.id())
                .putModifiableParameters("provisioning", "thick")
                .build());

    assertThat(allocated(volume)).isGreaterThanOrEqualTo(SIZE);
    assertThat(published.region(0, 4 << 20).digest()).isEqualTo(written);
    discard(published);
    cluster.assertNothingLeft();
  }

  @Test
  void aThickVolumeThatThePoolCannotHoldIsRefusedAndLeavesNothing() {
    long before = capacity();
    CsiVolume large = co.create(thick("large", VolumeKind.BLOCK, 512L << 20), VolumeKind.BLOCK);
    assertThat(capacity()).isLessThanOrEqualTo(before - (512L << 20));
    Expect.status(
            RESOURCE_EXHAUSTED,
            () ->
                cluster
                    .controller()
                    .controller()
                    .createVolume(thick("too-large", VolumeKind.BLOCK, 512L << 20)))
        .isNotBlank();
    co.delete(large);
    cluster.assertNothingLeft();
  }

  @Test
  void aFullPoolFailsWritersAndKeepsWhatThickVolumesWerePromised() {
    CsiVolume promised = co.create(thick("promised", VolumeKind.BLOCK, SIZE), VolumeKind.BLOCK);
    PublishedVolume promisedAt = co.publish(promised);
    String first = promisedAt.region(0, 8 << 20).fill(1);
    long free = capacity();
    PublishedVolume greedy = co.publish(co.create("greedy", VolumeKind.BLOCK, free));
    PublishedVolume greedier = co.publish(co.create("greedier", VolumeKind.BLOCK, free));

    overwrite(greedy);
    assertThatThrownBy(() -> overwrite(greedier)).hasMessageContaining("error");

    String second = promisedAt.region(1, SIZE - (16 << 20)).fill(3);
    assertThat(promisedAt.region(0, 8 << 20).digest()).isEqualTo(first);
    assertThat(promisedAt.region(1, SIZE - (16 << 20)).digest()).isEqualTo(second);
    Expect.status(
            RESOURCE_EXHAUSTED,
            () ->
                cluster
                    .controller()
                    .controller()
                    .createVolume(Orchestrator.request("late", VolumeKind.EXT4, SIZE).build()))
        .isNotBlank();
    discard(greedy);
    discard(greedier);
    discard(promisedAt);
    cluster.assertNothingLeft();
  }

  private static CreateVolumeRequest thick(String name, VolumeKind kind, long size) {
    return Orchestrator.request(name, kind, size).putParameters("provisioning", "thick").build();
  }

  private static long capacity() {
    return cluster
        .controller()
        .controller()
        .getCapacity(GetCapacityRequest.getDefaultInstance())
        .getAvailableCapacity();
  }

  /** The bytes that the volume's data file takes of the pool's filesystem. */
  private static long allocated(CsiVolume volume) {
    String uuid = volume.id().substring(volume.id().indexOf('.') + 1);
    String file = cluster.node().poolDirectory() + "/volumes/" + uuid + "/data.img";
    return 512 * Long.parseLong(Commands.run("stat", "-c", "%b", file).strip());
  }

  /** Fills a raw volume to its end, through to the pool. */
  private static void overwrite(PublishedVolume volume) {
    long mebibytes = volume.volume().size() >> 20;
    Commands.run(
        "dd",
        "if=/dev/zero",
        "of=" + volume.target(),
        "bs=1M",
        "count=" + mebibytes,
        "oflag=direct",
        "conv=notrunc,fsync");
  }

  private static void discard(PublishedVolume published) {
    co.unpublish(published);
    co.delete(published.volume());
  }
}
