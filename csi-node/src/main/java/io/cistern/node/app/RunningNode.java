package io.cistern.node.app;

import io.cistern.node.agent.PoolAgent;
import io.cistern.node.csi.KernelNode;
import io.cistern.node.csi.LockingNode;
import io.cistern.node.csi.NodeService;
import io.cistern.node.error.PoolErrorStatus;
import io.cistern.node.identity.IdentityService;
import io.cistern.node.limit.IoLimiter;
import io.cistern.node.pools.NodePools;
import io.cistern.node.request.NodeOperations;
import io.cistern.node.topology.NodeIdentity;
import io.cistern.protocol.transport.CallListener;
import io.cistern.protocol.transport.CallThreads;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcServer;
import io.cistern.protocol.transport.ServerOptions;
import io.cistern.protocol.transport.TlsFiles;
import io.grpc.BindableService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The pools of this node, open, and the servers in front of them. Closing it ends the servers
 * first; what is mounted stays mounted, so that pods go on.
 *
 * @param pools each with its locks
 * @param servers the CSI socket and the agent's endpoints
 */
record RunningNode(NodePools pools, List<GrpcServer> servers) implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RunningNode.class);

  static RunningNode start(
      NodeConfig config, Optional<TlsFiles> tls, CallListener listener, String version) {
    NodeIdentity identity = new NodeIdentity(config.id().orElseGet(HostName::read));
    List<Endpoint> agentEndpoints = config.agentEndpoints().stream().map(Endpoint::parse).toList();
    agentEndpoints.forEach(endpoint -> requireTls(endpoint, tls));
    RunningNode node = new RunningNode(PoolOpening.open(config.pools()), new ArrayList<>());
    try {
      ServerOptions options =
          ServerOptions.of(new PoolErrorStatus())
              .withThreads(CallThreads.PLATFORM)
              .withListener(listener);
      NodeOperations operations = new LockingNode(new KernelNode(node.pools()));
      IoLimiter.renewAll(node.pools());
      NodeService nodeService =
          new NodeService(
              identity,
              config.maxVolumes().orElseGet(() -> LimitOfNode.read(node.pools())),
              operations,
              node.pools().directories());
      List<BindableService> csi = List.of(new IdentityService(version, () -> true), nodeService);
      node.serve(Endpoint.parse(config.csiEndpoint()), Optional.empty(), csi, options);
      PoolAgent agent = new PoolAgent(identity, node.pools(), operations);
      for (Endpoint endpoint : agentEndpoints) {
        Optional<TlsFiles> security = endpoint instanceof Endpoint.Tcp ? tls : Optional.empty();
        node.serve(endpoint, security, List.of(agent), options);
      }
    } catch (RuntimeException wrong) {
      node.close();
      throw wrong;
    }
    return node;
  }

  private void serve(
      Endpoint endpoint,
      Optional<TlsFiles> tls,
      List<? extends BindableService> services,
      ServerOptions options) {
    GrpcServer server = GrpcServer.start(endpoint, tls, services, options);
    servers.add(server);
    LOG.infof("serving endpoint=%s", server.endpoint());
  }

  private static void requireTls(Endpoint endpoint, Optional<TlsFiles> tls) {
    if (endpoint instanceof Endpoint.Tcp && tls.isEmpty()) {
      throw new IllegalArgumentException(
          "the agent serves "
              + endpoint
              + " with mutual TLS only: set cistern.tls.ca,"
              + " cistern.tls.certificate and cistern.tls.key");
    }
  }

  @Override
  public void close() {
    servers.forEach(GrpcServer::close);
    pools.close();
  }
}
