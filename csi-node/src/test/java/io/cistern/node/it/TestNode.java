package io.cistern.node.it;

import io.cistern.linux.mount.MountEntry;
import io.cistern.linux.mount.MountTable;
import io.cistern.linux.mount.Mounts;
import io.cistern.node.agent.PoolAgent;
import io.cistern.node.crypt.Luks;
import io.cistern.node.csi.KernelNode;
import io.cistern.node.csi.LockingNode;
import io.cistern.node.csi.NodeService;
import io.cistern.node.error.PoolErrorStatus;
import io.cistern.node.identity.IdentityService;
import io.cistern.node.limit.IoLimiter;
import io.cistern.node.pools.NodePools;
import io.cistern.node.request.NodeOperations;
import io.cistern.node.topology.NodeIdentity;
import io.cistern.pool.LockingPool;
import io.cistern.pool.Pool;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.PoolAgentGrpc;
import io.cistern.protocol.csi.NodeGrpc;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcChannels;
import io.cistern.protocol.transport.GrpcServer;
import io.cistern.protocol.transport.ServerOptions;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A node on a pool of its own, served over its socket, and everything that an orchestrator would
 * have around it. Leaves nothing behind when closed.
 */
final class TestNode implements AutoCloseable {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final Path root;
  private final TestPool backend;
  private Pool pool;
  private GrpcServer server;
  private ManagedChannel channel;

  private TestNode(Path root) {
    this.root = root;
    this.backend = TestPool.in(root);
    this.pool = backend.open();
    this.server = serve();
    this.channel = GrpcChannels.connect(server.endpoint(), Optional.empty());
  }

  static TestNode create() {
    Privileges.require();
    try {
      return new TestNode(Files.createTempDirectory("cistern-node-").toRealPath());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private GrpcServer serve() {
    NodePools pools = new NodePools(List.of(new LockingPool(pool)), List.of(root.resolve("pool")));
    NodeIdentity identity = new NodeIdentity("node-1");
    NodeOperations operations = new LockingNode(new KernelNode(pools));
    IoLimiter.renewAll(pools);
    return GrpcServer.start(
        new Endpoint.UnixSocket(root.resolve("node.sock")),
        Optional.empty(),
        List.of(
            new IdentityService("test", () -> true),
            new NodeService(identity, 1000, operations, pools.directories()),
            new PoolAgent(identity, pools, operations)),
        ServerOptions.of(new PoolErrorStatus()));
  }

  /** The process dies and a new one comes; what is in the kernel stays. */
  void restart() {
    server.close();
    pool.close();
    pool = backend.open();
    server = serve();
  }

  /** The machine restarts: every mount and device of the node's volumes is gone. */
  void reboot() {
    server.close();
    unmountAll(path -> !path.equals(root.resolve("pool")));
    closeDevices();
    restart();
  }

  Pool pool() {
    return pool;
  }

  TestPool backend() {
    return backend;
  }

  Path root() {
    return root;
  }

  ManagedChannel channel() {
    return channel;
  }

  NodeGrpc.NodeBlockingStub csi() {
    return NodeGrpc.newBlockingStub(channel);
  }

  PoolAgentGrpc.PoolAgentBlockingStub agent() {
    return PoolAgentGrpc.newBlockingStub(channel);
  }

  static String uniqueName(String prefix) {
    return prefix + "-" + NAMES.incrementAndGet();
  }

  /** A staging directory, as the orchestrator makes it. */
  Path stagingDirectory() {
    return directory(uniqueName("staging"));
  }

  /** A target that does not exist yet, in a parent that does. */
  Path newTarget() {
    return directory(uniqueName("pod")).resolve("target");
  }

  private Path directory(String name) {
    try {
      return Files.createDirectories(root.resolve("kubelet").resolve(name));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isMounted(Path path) {
    return MountTable.read().at(path).isPresent();
  }

  Optional<Path> device(VolumeId id) {
    return pool.attachments().find(id);
  }

  private void closeDevices() {
    for (VolumeId id : pool.attachments().list().keySet()) {
      Luks.close(id);
      pool.attachments().detach(id);
    }
  }

  private void unmountAll(java.util.function.Predicate<Path> which) {
    List<MountEntry> mounts = MountTable.read();
    for (MountEntry entry : mounts.reversed()) {
      if (entry.mountPoint().startsWith(root) && which.test(entry.mountPoint())) {
        Mounts.unmount(entry.mountPoint());
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.shutdownNow();
    server.close();
    unmountAll(path -> !path.equals(root.resolve("pool")));
    closeDevices();
    pool.close();
    backend.remove();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
