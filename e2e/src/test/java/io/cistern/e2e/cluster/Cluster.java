package io.cistern.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.e2e.co.CsiClient;
import io.cistern.e2e.co.Orchestrator;
import io.cistern.e2e.co.Retries;
import io.cistern.e2e.ports.FreePorts;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.TlsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A controller and some nodes, each with a pool of its own, in one temporary directory. Closing it
 * ends every process, and then fails if the system under test has left a mount or a loop device
 * behind; it cleans up all the same.
 */
public final class Cluster implements AutoCloseable {
  private final Path directory;
  private final Thread onInterrupt;
  private final List<ClusterNode> nodes = new ArrayList<>();
  private @Nullable ServiceProcess controllerProcess;
  private @Nullable CsiClient controllerClient;
  private @Nullable Certificates certificates;

  private Cluster(Path directory) {
    this.directory = directory;
    this.onInterrupt = new Thread(() -> Cleanup.of(directory, processes()));
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  /** One node, everything on unix sockets. */
  public static Cluster start() {
    return start(ClusterOptions.oneNode());
  }

  /** Skips the calling test, with the reason, where the machine cannot do this. */
  public static Cluster start(ClusterOptions options) {
    Privileges.require();
    Cluster cluster;
    try {
      cluster = new Cluster(Files.createTempDirectory("cistern-e2e-").toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      cluster.launch(options);
      return cluster;
    } catch (RuntimeException | Error failed) {
      cluster.abandon();
      throw failed;
    }
  }

  public List<ClusterNode> nodes() {
    return List.copyOf(nodes);
  }

  /** The only, or first, node. */
  public ClusterNode node() {
    return nodes.getFirst();
  }

  public CsiClient controller() {
    if (controllerClient == null) {
      throw new IllegalStateException("the cluster has not started");
    }
    return controllerClient;
  }

  public ServiceProcess controllerProcess() {
    if (controllerProcess == null) {
      throw new IllegalStateException("the cluster has not started");
    }
    return controllerProcess;
  }

  /** Starts the controller after it was killed or stopped, and waits until it is ready. */
  public void restartController() {
    controllerProcess().start();
    Readiness.await(controllerProcess(), controller());
  }

  public Orchestrator orchestrator() {
    return orchestrator(Duration.ofSeconds(20));
  }

  /**
   * The orchestrator of this cluster.
   *
   * @param patience how long a call is retried
   */
  public Orchestrator orchestrator(Duration patience) {
    Map<String, CsiClient> clients =
        nodes.stream().collect(Collectors.toMap(ClusterNode::id, ClusterNode::client));
    return new Orchestrator(controller(), clients, directory, new Retries(patience));
  }

  /** The temporary directory. */
  public Path directory() {
    return directory;
  }

  /** The authority that the cluster's certificates come from. */
  public Certificates certificates() {
    if (certificates == null) {
      throw new IllegalStateException("this cluster has no TLS");
    }
    return certificates;
  }

  /** Mounts and loop devices of volumes, the pools' own aside; empty when nothing is staged. */
  public List<String> volumesInUse() {
    Leftovers leftovers = new Leftovers(directory);
    List<String> found = new ArrayList<>();
    leftovers.mounts().stream()
        .filter(point -> nodes.stream().noneMatch(node -> node.poolDirectory().equals(point)))
        .forEach(point -> found.add("mount " + point));
    leftovers.loops().stream()
        .filter(
            use -> nodes.stream().noneMatch(n -> use.backing().equals(n.pool().image().toString())))
        .forEach(use -> found.add("loop " + use.device() + " <- " + use.backing()));
    return found;
  }

  /** Kills every service, and takes away every mount and loop device, as a power cut does. */
  public void powerOff() {
    processes().forEach(ServiceProcess::kill);
    Cleanup.unmountAll(new Leftovers(directory));
  }

  /** Mounts the pools and starts the services, as the machine does when it starts. */
  public void powerOn() {
    nodes.forEach(node -> node.pool().mount());
    nodes.forEach(node -> node.process().start());
    controllerProcess().start();
    nodes.forEach(node -> Readiness.await(node.process(), node.client()));
    Readiness.await(controllerProcess(), controller());
  }

  /** Fails unless every volume and snapshot is gone, with all files, mounts and devices. */
  public void assertNothingLeft() {
    assertThat(volumesInUse()).as("mounts and loop devices").isEmpty();
    for (ClusterNode node : nodes) {
      assertThat(Leftovers.poolFiles(node.poolDirectory())).as("files of " + node.id()).isEmpty();
    }
  }

  @Override
  public void close() {
    List<String> inUse = volumesInUse();
    List<ServiceProcess> unwell =
        processes().stream().filter(process -> !process.isAlive()).toList();
    abandon();
    assertThat(inUse).as("mounts and loop devices left by the services").isEmpty();
    assertThat(unwell).as("services that had ended by themselves").isEmpty();
    assertThat(new Leftovers(directory).describe()).as("left after the clean-up").isEmpty();
  }

  private void abandon() {
    if (controllerClient != null) {
      controllerClient.close();
    }
    nodes.forEach(node -> node.client().close());
    Cleanup.of(directory, processes());
    Runtime.getRuntime().removeShutdownHook(onInterrupt);
  }

  private List<ServiceProcess> processes() {
    List<ServiceProcess> all = new ArrayList<>();
    nodes.forEach(node -> all.add(node.process()));
    if (controllerProcess != null) {
      all.add(controllerProcess);
    }
    return all;
  }

  private void launch(ClusterOptions options) {
    if (options.mutualTls()) {
      certificates = Certificates.in(directory.resolve("tls"));
    }
    for (String id : options.nodeIds()) {
      nodes.add(makeNode(id, options));
    }
    Path socket = makeDirectory("controller").resolve("csi.sock");
    Map<String, String> configuration = configuration("controller", "controller");
    configuration.put("cistern.controller.csi-endpoint", "unix://" + socket);
    configuration.put(
        "cistern.controller.agents",
        nodes.stream().map(node -> node.agent().toString()).collect(Collectors.joining(",")));
    controllerProcess =
        new ServiceProcess("controller", Services.controllerJar(), configuration, directory);
    controllerClient = new CsiClient(new Endpoint.UnixSocket(socket));
    nodes.forEach(node -> node.process().start());
    controllerProcess.start();
    nodes.forEach(node -> Readiness.await(node.process(), node.client()));
    Readiness.await(controllerProcess, controllerClient);
  }

  private ClusterNode makeNode(String id, ClusterOptions options) {
    Path home = makeDirectory(id);
    Endpoint csi = new Endpoint.UnixSocket(home.resolve("csi.sock"));
    Endpoint agent =
        options.mutualTls()
            ? new Endpoint.Tcp("127.0.0.1", FreePorts.one())
            : new Endpoint.UnixSocket(makeDirectory(id + "-agent").resolve("agent.sock"));
    PoolImage pool = PoolImage.make(directory, id, options.poolBytes());
    Map<String, String> configuration = configuration("node", id);
    configuration.put("cistern.node.id", id);
    configuration.put("cistern.node.csi-endpoint", csi.toString());
    configuration.put("cistern.node.agent-endpoints", agent.toString());
    configuration.put("cistern.node.pools", "loop:" + pool.mountPoint());
    ServiceProcess process = new ServiceProcess(id, Services.nodeJar(), configuration, directory);
    return new ClusterNode(id, process, csi, agent, new CsiClient(csi), pool);
  }

  private Map<String, String> configuration(String service, String name) {
    Map<String, String> configuration = new HashMap<>();
    configuration.put("cistern." + service + ".http.port", Integer.toString(FreePorts.one()));
    if (certificates != null) {
      TlsFiles files = certificates.issue(name);
      configuration.put("cistern.tls.ca", files.ca().toString());
      configuration.put("cistern.tls.certificate", files.certificate().toString());
      configuration.put("cistern.tls.key", files.key().toString());
    }
    return configuration;
  }

  private Path makeDirectory(String name) {
    try {
      return Files.createDirectory(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
