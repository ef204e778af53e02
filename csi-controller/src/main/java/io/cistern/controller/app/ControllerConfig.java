package io.cistern.controller.app;

import io.cistern.controller.placement.CopyPlacement;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The configuration of the controller, from properties or the environment. */
@ConfigMapping(prefix = "cistern.controller")
public interface ControllerConfig {
  /** Where the sidecars find the controller. */
  @WithDefault("unix:///run/cistern/controller/csi.sock")
  String csiEndpoint();

  /** Where the pool agents are: endpoints, or {@code dns:///host:port} for all behind a name. */
  @WithDefault("unix:///run/cistern/agent/agent.sock")
  List<String> agents();

  /** How long an agent may take for a call that changes nothing. */
  @WithDefault("10s")
  Duration readDeadline();

  /** How long an agent may take for a call that makes, copies or removes. */
  @WithDefault("60s")
  Duration changeDeadline();

  /** Where a copy goes whose source is outside the requested topology. */
  @WithDefault("within-topology")
  CopyPlacement copies();

  /** How often the agents are looked at for metrics and health. */
  @WithDefault("10s")
  Duration refresh();

  /** Whether the gRPC server describes its services to whoever asks. */
  @WithDefault("false")
  boolean reflection();

  /** The version that the plugin reports; of this build if absent. */
  Optional<String> version();

  /** Where health and metrics are served. */
  HttpConfig http();
}
