package io.cistern.e2e.co;

import io.cistern.protocol.csi.ControllerGrpc;
import io.cistern.protocol.csi.ControllerGrpc.ControllerBlockingStub;
import io.cistern.protocol.csi.GroupControllerGrpc;
import io.cistern.protocol.csi.GroupControllerGrpc.GroupControllerBlockingStub;
import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.IdentityGrpc.IdentityBlockingStub;
import io.cistern.protocol.csi.NodeGrpc;
import io.cistern.protocol.csi.NodeGrpc.NodeBlockingStub;
import io.cistern.protocol.csi.ProbeRequest;
import io.cistern.protocol.csi.ProbeResponse;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcChannels;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The CSI services behind one socket. Every call ends after a minute, whatever happens. */
public final class CsiClient implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final ManagedChannel channel;

  public CsiClient(Endpoint endpoint) {
    this.channel = GrpcChannels.connect(endpoint, Optional.empty());
  }

  public IdentityBlockingStub identity() {
    return IdentityGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE);
  }

  public ControllerBlockingStub controller() {
    return ControllerGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE);
  }

  public GroupControllerBlockingStub groups() {
    return GroupControllerGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE);
  }

  public NodeBlockingStub node() {
    return NodeGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE);
  }

  /** The channel itself, for calls that no stub can make. */
  public ManagedChannel channel() {
    return channel;
  }

  /** Whether the service answers and says that it is ready. */
  public boolean isReady() {
    try {
      ProbeResponse answer = identity().probe(ProbeRequest.getDefaultInstance());
      return !answer.hasReady() || answer.getReady().getValue();
    } catch (StatusRuntimeException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
