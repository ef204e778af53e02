package io.cistern.controller.app;

import io.cistern.controller.agents.AgentRoster;
import io.cistern.controller.agents.Agents;
import io.cistern.controller.group.LockingGroupSnapshots;
import io.cistern.controller.group.RoutedGroupSnapshots;
import io.cistern.controller.identity.IdentityService;
import io.cistern.controller.rpc.ControllerErrors;
import io.cistern.controller.rpc.ControllerService;
import io.cistern.controller.rpc.GroupControllerService;
import io.cistern.controller.rpc.SnapshotMetadataService;
import io.cistern.controller.snapshot.LockingSnapshots;
import io.cistern.controller.snapshot.RoutedSnapshots;
import io.cistern.controller.snapshot.Snapshots;
import io.cistern.controller.volume.LockingVolumes;
import io.cistern.controller.volume.RoutedVolumes;
import io.cistern.protocol.transport.GrpcServer;
import io.cistern.protocol.transport.ServerOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** A controller that serves its socket, wired from its settings; plain Java. */
public final class RunningController implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RunningController.class.getName());

  private final Agents agents;
  private final GrpcServer server;
  private final AgentWatch watch;

  private RunningController(Agents agents, GrpcServer server, AgentWatch watch) {
    this.agents = agents;
    this.server = server;
    this.watch = watch;
  }

  /** Serves at once; whether an agent answers yet, Probe tells. */
  public static RunningController start(ControllerSettings settings) {
    Agents agents =
        new Agents(new AgentRoster(settings.agents(), settings.tls(), settings.deadlines()));
    Snapshots snapshots = new LockingSnapshots(new RoutedSnapshots(agents));
    GrpcServer server;
    try {
      server =
          GrpcServer.start(
              settings.csiEndpoint(),
              Optional.empty(),
              List.of(
                  new IdentityService(settings.version(), agents::haveAnswered),
                  new ControllerService(
                      new LockingVolumes(new RoutedVolumes(agents)),
                      snapshots,
                      agents,
                      settings.copies()),
                  new SnapshotMetadataService(snapshots),
                  new GroupControllerService(
                      new LockingGroupSnapshots(new RoutedGroupSnapshots(agents)))),
              ServerOptions.of(ControllerErrors::statusOf)
                  .withListener(settings.listener())
                  .withReflection(settings.reflection()));
    } catch (RuntimeException e) {
      agents.close();
      throw e;
    }
    LOG.log(Level.INFO, "serving endpoint=" + server.endpoint());
    return new RunningController(agents, server, AgentWatch.start(agents, settings.refresh()));
  }

  /** The directory of agents, for health and metrics. */
  public Agents agents() {
    return agents;
  }

  @Override
  public void close() {
    watch.close();
    server.close();
    agents.close();
  }
}
