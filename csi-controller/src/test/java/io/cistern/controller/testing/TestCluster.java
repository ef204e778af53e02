package io.cistern.controller.testing;

import io.cistern.controller.agents.AgentAddress;
import io.cistern.controller.agents.Agents;
import io.cistern.controller.agents.Deadlines;
import io.cistern.controller.app.ControllerSettings;
import io.cistern.controller.app.RunningController;
import io.cistern.controller.placement.CopyPlacement;
import io.cistern.pool.model.ByteSize;
import io.cistern.protocol.csi.ControllerGrpc;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.GroupControllerGrpc;
import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.SnapshotMetadataGrpc;
import io.cistern.protocol.csi.Volume;
import io.cistern.protocol.transport.CallListener;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcChannels;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Two nodes with a pool each, a controller, and a client of its socket. */
public final class TestCluster implements AutoCloseable {
  public static final ByteSize SPACE = ByteSize.ofGiB(100);

  /** Has a pool named "fast". */
  public final TestAgent one;

  /** Has a pool named "slow", and less space. */
  public final TestAgent two;

  public final ManagedChannel channel;
  private final RunningController controller;

  /**
   * @param others agents beside the two, which are the caller's to close
   */
  public TestCluster(Path directory, TestAgent... others) {
    this(directory, CopyPlacement.WITHIN_TOPOLOGY, others);
  }

  public TestCluster(Path directory, CopyPlacement copies, TestAgent... others) {
    one = new TestAgent(directory, "node-1", "fast", SPACE).start();
    two = new TestAgent(directory, "node-2", "slow", ByteSize.ofGiB(50)).start();
    Endpoint endpoint = new Endpoint.UnixSocket(directory.resolve("csi.sock"));
    controller =
        RunningController.start(
            new ControllerSettings(
                endpoint,
                Stream.concat(Stream.of(one, two), Stream.of(others))
                    .<AgentAddress>map(agent -> new AgentAddress.Single(agent.endpoint()))
                    .toList(),
                Optional.empty(),
                new Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(2)),
                copies,
                Duration.ofMinutes(1),
                "1.2.3",
                false,
                CallListener.NONE));
    // A cold process on a busy machine may need more than one look to know everyone.
    while (!controller.agents().survey().silent().isEmpty()) {
      Thread.onSpinWait();
    }
    channel = GrpcChannels.connect(endpoint, Optional.empty());
  }

  public ControllerGrpc.ControllerBlockingStub client() {
    return ControllerGrpc.newBlockingStub(channel);
  }

  public Volume create(CreateVolumeRequest.Builder request) {
    return client().createVolume(request.build()).getVolume();
  }

  public GroupControllerGrpc.GroupControllerBlockingStub groups() {
    return GroupControllerGrpc.newBlockingStub(channel);
  }

  public SnapshotMetadataGrpc.SnapshotMetadataBlockingStub snapshotMetadata() {
    return SnapshotMetadataGrpc.newBlockingStub(channel);
  }

  public IdentityGrpc.IdentityBlockingStub identity() {
    return IdentityGrpc.newBlockingStub(channel);
  }

  /** The directory of agents that the controller uses. */
  public Agents agents() {
    return controller.agents();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    controller.close();
    one.close();
    two.close();
  }
}
