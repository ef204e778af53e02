package io.cistern.controller.testing;

import io.cistern.pool.LockingPool;
import io.cistern.pool.Pool;
import io.cistern.pool.memory.MemoryPool;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import io.cistern.protocol.transport.CallListener;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcServer;
import io.cistern.protocol.transport.ServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An agent on a Unix socket, over one pool in memory that survives the agent's stops. */
public final class TestAgent implements AutoCloseable {
  public static final String TOPOLOGY_KEY = "topology.csi.cistern.io/node";

  private final String nodeId;
  private final Endpoint endpoint;
  private final MemoryPool memory;
  private final Pool pool;
  private final TestPoolAgent service;
  private Optional<GrpcServer> server = Optional.empty();

  public TestAgent(Path directory, String nodeId, String poolName, ByteSize space) {
    this(new Endpoint.UnixSocket(directory.resolve(nodeId + ".sock")), nodeId, poolName, space);
  }

  public TestAgent(Endpoint endpoint, String nodeId, String poolName, ByteSize space) {
    this.nodeId = nodeId;
    this.endpoint = endpoint;
    this.memory = new MemoryPool(new PoolName(poolName), space);
    this.pool = new LockingPool(memory);
    this.service = new TestPoolAgent(nodeId, Map.of(TOPOLOGY_KEY, nodeId), pool);
  }

  public TestAgent start() {
    return startAt(endpoint);
  }

  /** As it was before, where its port was of the kernel's choice. */
  public TestAgent startAt(Endpoint place) {
    server =
        Optional.of(
            GrpcServer.start(
                place,
                Optional.empty(),
                List.of(service),
                ServerOptions.of(PoolStatus::of)
                    .withListener(CallListener.NONE)
                    .withDrain(Duration.ofMillis(100))));
    return this;
  }

  public void stop() {
    server.ifPresent(GrpcServer::close);
    server = Optional.empty();
  }

  /** What it serves, for a look behind the controller's back. */
  public Pool pool() {
    return pool;
  }

  /** How many volumes it has, up to a thousand. */
  public int volumeCount() {
    return pool.volumes().list(Optional.empty(), 1000).items().size();
  }

  /** Its pool, to write to volumes as a program would. */
  public MemoryPool memory() {
    return memory;
  }

  /** For what a pool in memory never does by itself. */
  public TestPoolAgent service() {
    return service;
  }

  /** Where it listens; with the true port once it is started. */
  public Endpoint endpoint() {
    return server.map(GrpcServer::endpoint).orElse(endpoint);
  }

  public String nodeId() {
    return nodeId;
  }

  @Override
  public void close() {
    stop();
  }
}
