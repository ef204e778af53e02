package io.cistern.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.protocol.csi.ControllerPublishVolumeRequest;
import io.cistern.protocol.csi.CreateVolumeGroupSnapshotRequest;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.NodePublishVolumeRequest;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class FieldLimitsTest {
  @Test
  void aStringHas128BytesOfUtf8() {
    CreateVolumeRequest.Builder request = CreateVolumeRequest.newBuilder();
    assertThat(FieldLimits.violation(request.setName("x".repeat(128)).build())).isEmpty();
    assertThat(FieldLimits.violation(request.setName("\u00e9".repeat(64)).build())).isEmpty();
    assertThat(FieldLimits.violation(request.setName("x".repeat(129)).build()).orElseThrow())
        .contains("name")
        .contains("129");
    assertThat(FieldLimits.violation(request.setName("\u00e9".repeat(65)).build())).isPresent();
  }

  @Test
  void aMapHasFourKibibytesInAll() {
    CreateVolumeRequest.Builder request =
        CreateVolumeRequest.newBuilder().putParameters("k".repeat(96), "v".repeat(4000));
    assertThat(FieldLimits.violation(request.build())).isEmpty();
    assertThat(FieldLimits.violation(request.putParameters("k", "").build()).orElseThrow())
        .contains("parameters");
  }

  @Test
  void whatIsTooLongIsNamedAndNotShown() {
    CreateVolumeRequest request =
        CreateVolumeRequest.newBuilder().putSecrets("key", "hidden".repeat(1000)).build();
    assertThat(FieldLimits.violation(request).orElseThrow())
        .contains("secrets")
        .doesNotContain("hidden");
  }

  @Test
  void mountFlagsHaveFourKibibytesInAllAtAnyDepth() {
    CreateVolumeRequest.Builder request = CreateVolumeRequest.newBuilder();
    request
        .addVolumeCapabilitiesBuilder()
        .getMountBuilder()
        .addAllMountFlags(Collections.nCopies(40, "f".repeat(100)));
    assertThat(FieldLimits.violation(request.build())).isEmpty();
    request.getVolumeCapabilitiesBuilder(0).getMountBuilder().addMountFlags("f".repeat(97));
    assertThat(FieldLimits.violation(request.build()).orElseThrow()).contains("mount_flags");
  }

  @Test
  void aNodeIdHas256BytesAndAPathFourKibibytes() {
    ControllerPublishVolumeRequest.Builder node = ControllerPublishVolumeRequest.newBuilder();
    assertThat(FieldLimits.violation(node.setNodeId("n".repeat(256)).build())).isEmpty();
    assertThat(FieldLimits.violation(node.setNodeId("n".repeat(257)).build())).isPresent();
    NodePublishVolumeRequest.Builder path = NodePublishVolumeRequest.newBuilder();
    assertThat(FieldLimits.violation(path.setTargetPath("/".repeat(4096)).build())).isEmpty();
    assertThat(FieldLimits.violation(path.setTargetPath("/".repeat(4097)).build())).isPresent();
  }

  @Test
  void manyIdsAreLimitedOneByOne() {
    CreateVolumeGroupSnapshotRequest.Builder request =
        CreateVolumeGroupSnapshotRequest.newBuilder()
            .addAllSourceVolumeIds(Collections.nCopies(1000, "i".repeat(53)));
    assertThat(FieldLimits.violation(request.build())).isEmpty();
    assertThat(FieldLimits.violation(request.addSourceVolumeIds("i".repeat(129)).build()))
        .isPresent();
  }
}
