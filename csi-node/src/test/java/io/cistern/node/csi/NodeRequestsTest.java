package io.cistern.node.csi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cistern.node.error.NodeError;
import io.cistern.node.request.Access;
import io.cistern.node.request.StageRequest;
import io.cistern.protocol.csi.NodeStageVolumeRequest;
import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.csi.VolumeCapability.AccessMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeRequestsTest {
  private final NodeRequests requests = new NodeRequests(List.of());

  private NodeError.Kind refusal(VolumeCapability capability) {
    return catchThrowableOfType(NodeError.class, () -> stage(capability)).kind();
  }

  private StageRequest stage(VolumeCapability capability) {
    return requests.stage(
        NodeStageVolumeRequest.newBuilder()
            .setVolumeId("v")
            .setStagingTargetPath("/staging")
            .setVolumeCapability(capability)
            .build());
  }

  private static VolumeCapability.Builder mount(String fsType, String group, String... flags) {
    return VolumeCapability.newBuilder()
        .setAccessMode(AccessMode.newBuilder().setMode(AccessMode.Mode.SINGLE_NODE_WRITER))
        .setMount(
            VolumeCapability.MountVolume.newBuilder()
                .setFsType(fsType)
                .setVolumeMountGroup(group)
                .addAllMountFlags(List.of(flags)));
  }

  @Test
  void aCapabilityIsReadWithItsGroupAndItsFlags() {
    StageRequest request = stage(mount("xfs", "4294967294", "ro", "logbsize=64k").build());

    assertThat(request.capability().readOnly()).isTrue();
    Access.Mount access = (Access.Mount) request.capability().access();
    assertThat(access.group()).hasValue(-2);
    assertThat(access.options().data()).isEqualTo("logbsize=64k");
    assertThat(request.toString()).doesNotContain("logbsize");
  }

  @Test
  void whatCannotBeRightIsInvalidAndWhatIsNotOfferedAPrecondition() {
    assertThat(refusal(VolumeCapability.getDefaultInstance())).isEqualTo(NodeError.Kind.INVALID);
    assertThat(refusal(mount("ntfs", "").build())).isEqualTo(NodeError.Kind.INVALID);
    assertThat(refusal(mount("", "4294967295").build())).isEqualTo(NodeError.Kind.INVALID);
    assertThat(refusal(mount("", "", "context=\"open").build())).isEqualTo(NodeError.Kind.INVALID);
    assertThat(refusal(mount("", "").clearAccessMode().build())).isEqualTo(NodeError.Kind.INVALID);
    assertThat(
            refusal(
                mount("", "")
                    .setAccessMode(
                        AccessMode.newBuilder().setMode(AccessMode.Mode.MULTI_NODE_READER_ONLY))
                    .build()))
        .isEqualTo(NodeError.Kind.PRECONDITION);
  }
}
