package io.cistern.controller.testing;

import io.cistern.protocol.csi.CapacityRange;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.Topology;
import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.csi.VolumeCapability.AccessMode.Mode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Requests that are right, to be made wrong in one way by a test. */
public final class Requests {
  public static final long MIB = 1L << 20;

  private Requests() {}

  public static VolumeCapability mount(Mode mode) {
    VolumeCapability.Builder capability = VolumeCapability.newBuilder();
    capability.getMountBuilder().setFsType("ext4");
    capability.getAccessModeBuilder().setMode(mode);
    return capability.build();
  }

  public static VolumeCapability block(Mode mode) {
    VolumeCapability.Builder capability = VolumeCapability.newBuilder();
    capability.getBlockBuilder();
    capability.getAccessModeBuilder().setMode(mode);
    return capability.build();
  }

  /** A filesystem of 64 MiB, anywhere. */
  public static CreateVolumeRequest.Builder volume(String name) {
    return CreateVolumeRequest.newBuilder()
        .setName(name)
        .setCapacityRange(CapacityRange.newBuilder().setRequiredBytes(64 * MIB))
        .addVolumeCapabilities(mount(Mode.SINGLE_NODE_WRITER));
  }

  public static Topology on(TestAgent agent) {
    return Topology.newBuilder().putSegments(TestAgent.TOPOLOGY_KEY, agent.nodeId()).build();
  }

  public static CreateVolumeRequest.Builder volumeOn(TestAgent agent, String name) {
    CreateVolumeRequest.Builder request = volume(name);
    request.getAccessibilityRequirementsBuilder().addRequisite(on(agent));
    return request;
  }

  /** A copy of a volume, wanted on a node. */
  public static CreateVolumeRequest.Builder copyOn(TestAgent agent, String name, String source) {
    CreateVolumeRequest.Builder request = volumeOn(agent, name);
    request.getVolumeContentSourceBuilder().getVolumeBuilder().setVolumeId(source);
    return request;
  }

  /** The status that a call ends with. */
  public static Status statusOf(ThrowingCallable call) {
    return Assertions.catchThrowableOfType(StatusRuntimeException.class, call).getStatus();
  }

  public static Status.Code codeOf(ThrowingCallable call) {
    return statusOf(call).getCode();
  }
}
