package io.cistern.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.block.BlockDevice;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.Volume;
import io.cistern.protocol.agent.ModifyVolumeRequest;
import io.cistern.protocol.csi.VolumeCapability;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of I/O, as the kernel has them for a pod's cgroup. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IoLimitsIT {
  private static final long MIB = 1 << 20;
  private static final VolumeCapability EXT4 = Requests.mount("ext4");

  private TestNode node;
  private Requests requests;

  @BeforeAll
  void start() {
    TestPod.requireController();
    node = TestNode.create();
    requests = new Requests(node);
  }

  @AfterAll
  void end() throws IOException {
    if (node != null) {
      node.close();
    }
  }

  private Volume limited(Volume volume) {
    return node.pool()
        .volumes()
        .modify(volume.id(), Map.of("readIops", "100", "writeBandwidth", "4Mi"));
  }

  private DeviceNumber device(Volume volume) {
    return BlockDevice.deviceNumber(node.device(volume.id()).orElseThrow());
  }

  private void modify(Volume volume, String key, String value) {
    var _ =
        node.agent()
            .modifyVolume(
                ModifyVolumeRequest.newBuilder()
                    .setPoolId(volume.id().pool().value())
                    .setUuid(volume.id().uuid().toString())
                    .putParameters(key, value)
                    .build());
  }

  /** A limited volume with an ext4 that a pod has. */
  private final class InPod implements AutoCloseable {
    private final Volume volume = limited(requests.fileVolume(FsType.EXT4));
    private final Path staging = node.stagingDirectory();
    private final TestPod pod = new TestPod(node).withCgroup();
    private final Path target = pod.mountTarget();

    InPod() throws IOException {
      requests.stage(volume.id(), staging, EXT4);
      requests.publish(volume.id(), staging, target, EXT4);
    }

    long writeBandwidth() throws IOException {
      return pod.writeBandwidth(device(volume));
    }

    long readIops() throws IOException {
      return pod.readIops(device(volume));
    }

    @Override
    public void close() throws IOException {
      requests.unpublish(volume.id(), target);
      requests.unstage(volume.id(), staging);
      pod.close();
    }
  }

  @Test
  void aPodIsLimitedFromItsStartToItsEnd() throws Exception {
    try (InPod it = new InPod()) {
      requests.publish(it.volume.id(), it.staging, it.target, EXT4);
      assertThat(it.writeBandwidth()).isEqualTo(4 * MIB);
      assertThat(it.readIops()).isEqualTo(100);

      requests.unpublish(it.volume.id(), it.target);
      assertThat(it.writeBandwidth()).isZero();
      assertThat(it.readIops()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oflag=direct", "conv=fsync"})
  void whatAPodWritesReachesTheDeviceNoFasterByThePageCacheOrPastIt(String how) throws Exception {
    try (InPod it = new InPod()) {
      double seconds =
          it.pod.run("dd if=/dev/zero of=" + it.target + "/f bs=1M count=10 status=none " + how);
      assertThat(seconds).as("10 MiB at 4 MiB a second").isBetween(1.8, 30.0);
    }
  }

  @Test
  void aPodWithARawDeviceIsLimitedToo() throws Exception {
    Volume volume = limited(requests.rawVolume());
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, Requests.block());
    try (TestPod pod = new TestPod(node).withCgroup()) {
      Path target = pod.deviceTarget();
      requests.publish(volume.id(), staging, target, Requests.block());
      assertThat(pod.writeBandwidth(device(volume))).isEqualTo(4 * MIB);
      requests.unpublish(volume.id(), target);
      assertThat(pod.writeBandwidth(device(volume))).isZero();
    }
    requests.unstage(volume.id(), staging);
  }

  @Test
  void aModifiedLimitReachesTheRunningPodAndAbsentOnesStay() throws Exception {
    try (InPod it = new InPod()) {
      modify(it.volume, "writeBandwidth", "8Mi");
      assertThat(it.writeBandwidth()).isEqualTo(8 * MIB);
      assertThat(it.readIops()).isEqualTo(100);
      modify(it.volume, "iops", "max");
      assertThat(it.readIops()).isZero();
      Refusal.of(Status.Code.INVALID_ARGUMENT, () -> modify(it.volume, "writeBandwidth", "fast"))
          .contains("writeBandwidth");
      assertThat(it.writeBandwidth()).isEqualTo(8 * MIB);
      modify(it.volume, "bandwidth", "max");
      assertThat(it.writeBandwidth()).isZero();
    }
  }

  @Test
  void aRestartedNodeServiceGivesThePodsTheirLimitsAgain() throws Exception {
    try (InPod it = new InPod()) {
      it.pod.forgetLimits(device(it.volume));
      assertThat(it.writeBandwidth()).isZero();

      node.restart();
      assertThat(it.writeBandwidth()).isEqualTo(4 * MIB);
      assertThat(it.readIops()).isEqualTo(100);
    }
  }

  @Test
  void aPodThatCannotBeLimitedDoesNotGetTheVolume() throws Exception {
    Volume volume = limited(requests.fileVolume(FsType.EXT4));
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);
    try (TestPod pod = new TestPod(node)) {
      Path target = pod.mountTarget();
      Refusal.of(
              Status.Code.FAILED_PRECONDITION,
              () -> requests.publish(volume.id(), staging, target, EXT4))
          .contains("cgroup");
      assertThat(target).doesNotExist();

      pod.withCgroup();
      requests.publish(volume.id(), staging, target, EXT4);
      assertThat(pod.writeBandwidth(device(volume))).isEqualTo(4 * MIB);
      requests.unpublish(volume.id(), target);
    }
    requests.unstage(volume.id(), staging);
  }
}
