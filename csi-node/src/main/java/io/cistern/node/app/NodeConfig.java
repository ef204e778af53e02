package io.cistern.node.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The configuration of the node service: {@code cistern.node.*}, or {@code CISTERN_NODE_*}. */
@ConfigMapping(prefix = "cistern.node")
public interface NodeConfig {
  /** What the orchestrator calls this node; the host's name if absent. */
  Optional<String> id();

  /** Where CSI Identity and Node are served: a Unix socket. */
  @WithDefault("unix:///run/cistern/node/csi.sock")
  String csiEndpoint();

  /** Where the pool agent is served: Unix sockets, and TCP addresses with mutual TLS. */
  @WithDefault("unix:///run/cistern/agent/agent.sock")
  List<String> agentEndpoints();

  /** The pools of this node, such as {@code loop:/var/lib/cistern/pool} or {@code lvm:vg}. */
  List<String> pools();

  /** How many volumes this node can carry, in place of what is derived from the kernel's limits. */
  OptionalLong maxVolumes();

  /** Where health and metrics are served. */
  HttpConfig http();
}
