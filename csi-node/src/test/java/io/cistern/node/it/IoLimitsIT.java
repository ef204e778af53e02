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

  @Test
  void aPodIsLimitedFromItsStartToItsEnd() throws Exception {
    Volume volume = limited(requests.fileVolume(FsType.EXT4));
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);
    try (TestPod pod = new TestPod(node).withCgroup()) {
      Path target = pod.mountTarget();
      requests.publish(volume.id(), staging, target, EXT4);
      requests.publish(volume.id(), staging, target, EXT4);

      assertThat(pod.writeBandwidth(device(volume))).isEqualTo(4 * MIB);
      assertThat(pod.readIops(device(volume))).isEqualTo(100);
      double seconds =
          pod.run("dd if=/dev/zero of=" + target + "/f bs=1M count=10 oflag=direct status=none");
      assertThat(seconds).as("10 MiB at 4 MiB a second").isBetween(1.8, 10.0);

      requests.unpublish(volume.id(), target);
      assertThat(pod.writeBandwidth(device(volume))).isZero();
      assertThat(pod.readIops(device(volume))).isZero();
    }
    requests.unstage(volume.id(), staging);
  }

  @Test
  void whatIsWrittenToThePageCacheIsLimitedOnItsWayToTheDevice() throws Exception {
    Volume volume = limited(requests.fileVolume(FsType.EXT4));
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);
    try (TestPod pod = new TestPod(node).withCgroup()) {
      Path target = pod.mountTarget();
      requests.publish(volume.id(), staging, target, EXT4);
      double seconds =
          pod.run("dd if=/dev/zero of=" + target + "/f bs=1M count=10 conv=fsync status=none");
      assertThat(seconds).as("10 MiB at 4 MiB a second").isBetween(1.8, 15.0);
      requests.unpublish(volume.id(), target);
    }
    requests.unstage(volume.id(), staging);
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
    Volume volume = limited(requests.fileVolume(FsType.EXT4));
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);
    try (TestPod pod = new TestPod(node).withCgroup()) {
      Path target = pod.mountTarget();
      requests.publish(volume.id(), staging, target, EXT4);

      modify(volume, "writeBandwidth", "8Mi");
      assertThat(pod.writeBandwidth(device(volume))).isEqualTo(8 * MIB);
      assertThat(pod.readIops(device(volume))).isEqualTo(100);
      modify(volume, "iops", "max");
      assertThat(pod.readIops(device(volume))).isZero();
      Refusal.of(Status.Code.INVALID_ARGUMENT, () -> modify(volume, "writeBandwidth", "fast"))
          .contains("writeBandwidth");
      assertThat(pod.writeBandwidth(device(volume))).isEqualTo(8 * MIB);
      modify(volume, "bandwidth", "max");
      assertThat(pod.writeBandwidth(device(volume))).isZero();
      requests.unpublish(volume.id(), target);
    }
    requests.unstage(volume.id(), staging);
  }

  @Test
  void aRestartedNodeServiceGivesThePodsTheirLimitsAgain() throws Exception {
    Volume volume = limited(requests.fileVolume(FsType.EXT4));
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);
    try (TestPod pod = new TestPod(node).withCgroup()) {
      Path target = pod.mountTarget();
      requests.publish(volume.id(), staging, target, EXT4);
      pod.forgetLimits(device(volume));

      node.restart();
      assertThat(pod.writeBandwidth(device(volume))).isEqualTo(4 * MIB);
      assertThat(pod.readIops(device(volume))).isEqualTo(100);
      requests.unpublish(volume.id(), target);
      assertThat(pod.writeBandwidth(device(volume))).isZero();
    }
    requests.unstage(volume.id(), staging);
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
