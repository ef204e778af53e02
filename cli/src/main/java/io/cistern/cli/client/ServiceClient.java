package io.cistern.cli.client;

import io.cistern.protocol.agent.PoolAgentGrpc;
import io.cistern.protocol.agent.PoolAgentGrpc.PoolAgentBlockingStub;
import io.cistern.protocol.csi.ControllerGrpc;
import io.cistern.protocol.csi.ControllerGrpc.ControllerBlockingStub;
import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.NodeGrpc;
import io.cistern.protocol.csi.NodeGrpc.NodeBlockingStub;
import io.cistern.protocol.csi.ProbeRequest;
import io.cistern.protocol.transport.ClosingStatus;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcChannels;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Channels to the three sockets; each connects at its first call. */
public final class ServiceClient implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 120;
  private static final long PROBE_SECONDS = 2;

  private final Endpoints endpoints;
  private final ManagedChannel controller;
  private final ManagedChannel node;
  private final ManagedChannel agent;

  public ServiceClient(Endpoints endpoints) {
    this.endpoints = endpoints;
    controller = connect(endpoints.controller());
    node = connect(endpoints.node());
    agent = connect(endpoints.agent());
  }

  private static ManagedChannel connect(Endpoint endpoint) {
    return GrpcChannels.connect(endpoint, Optional.empty());
  }

  /** CSI Controller. */
  public ControllerBlockingStub controller() {
    return ControllerGrpc.newBlockingStub(controller)
        .withInterceptors(ClosingStatus.naming(endpoints.controller()))
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /** CSI Node. */
  public NodeBlockingStub node() {
    return NodeGrpc.newBlockingStub(node)
        .withInterceptors(ClosingStatus.naming(endpoints.node()))
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /** The pool agent. */
  public PoolAgentBlockingStub agent() {
    return PoolAgentGrpc.newBlockingStub(agent)
        .withInterceptors(ClosingStatus.naming(endpoints.agent()))
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /** Whether CSI Probe on this endpoint says ready, within two seconds. */
  public static boolean isReady(Endpoint endpoint) {
    ManagedChannel channel = connect(endpoint);
    try {
      return IdentityGrpc.newBlockingStub(channel)
          .withDeadlineAfter(PROBE_SECONDS, TimeUnit.SECONDS)
          .probe(ProbeRequest.getDefaultInstance())
          .getReady()
          .getValue();
    } catch (StatusRuntimeException notYet) {
      return false;
    } finally {
      channel.shutdownNow();
    }
  }

  @Override
  public void close() {
    controller.shutdownNow();
    node.shutdownNow();
    agent.shutdownNow();
  }
}
