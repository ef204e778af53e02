package io.cistern.benchmarks;

import io.cistern.benchmarks.service.ServiceCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How the services are started here: the jars that the build made, the JVM options of production,
 * and a configuration that names this run's sockets and pool.
 *
 * @param node the command of agent and node
 * @param nodeSocket where the node speaks CSI
 * @param controller the command of the controller
 * @param controllerSocket where the controller speaks CSI
 */
record Services(
    ServiceCommand node, Path nodeSocket, ServiceCommand controller, Path controllerSocket) {

  static Services of(Path repository, Path sockets, Path pool) {
    Path nodeSocket = sockets.resolve("node/csi.sock");
    Path agentSocket = sockets.resolve("agent/agent.sock");
    Path controllerSocket = sockets.resolve("controller/csi.sock");
    ServiceCommand node =
        command(
            repository,
            "node",
            Map.of(
                "CISTERN_NODE_ID",
                "bench",
                "CISTERN_NODE_CSI_ENDPOINT",
                "unix://" + nodeSocket,
                "CISTERN_NODE_AGENT_ENDPOINTS",
                "unix://" + agentSocket,
                "CISTERN_NODE_POOLS",
                "loop:" + pool,
                "MALLOC_ARENA_MAX",
                "2",
                "CISTERN_NODE_HTTP_PORT",
                "0"));
    ServiceCommand controller =
        command(
            repository,
            "controller",
            Map.of(
                "CISTERN_CONTROLLER_CSI_ENDPOINT",
                "unix://" + controllerSocket,
                "CISTERN_CONTROLLER_AGENTS",
                "unix://" + agentSocket,
                "MALLOC_ARENA_MAX",
                "2",
                "CISTERN_CONTROLLER_HTTP_PORT",
                "0"));
    return new Services(node, nodeSocket, controller, controllerSocket);
  }

  private static ServiceCommand command(
      Path repository, String name, Map<String, String> environment) {
    Path app = repository.resolve("csi-" + name + "/target/quarkus-app");
    return new ServiceCommand(
        name,
        Path.of(System.getProperty("java.home"), "bin", "java"),
        repository.resolve("deploy/jvm/" + name + ".options"),
        Optional.of(app.resolve("app.aot")).filter(Files::exists),
        app.resolve("quarkus-run.jar"),
        environment);
  }
}
