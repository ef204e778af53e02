package io.cistern.controller.app;

import io.cistern.controller.agents.AgentAddress;
import io.cistern.controller.agents.Deadlines;
import io.cistern.controller.placement.CopyPlacement;
import io.cistern.protocol.transport.CallListener;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.TlsFiles;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that one controller is made of.
 *
 * @param csiEndpoint where the sidecars find it
 * @param agents where it finds the pools
 * @param tls how it shows itself to the agents; empty for plain text
 * @param deadlines how long an agent may take
 * @param copies where a copy goes whose source is outside the requested topology
 * @param refresh how often the agents are looked at without being asked
 * @param version what it says its version is
 * @param reflection whether the server describes its services
 * @param listener told of every call
 */
public record ControllerSettings(
    Endpoint csiEndpoint,
    List<AgentAddress> agents,
    Optional<TlsFiles> tls,
    Deadlines deadlines,
    CopyPlacement copies,
    Duration refresh,
    String version,
    boolean reflection,
    CallListener listener) {
  public ControllerSettings {
    agents = List.copyOf(agents);
    if (!refresh.isPositive()) {
      throw new IllegalArgumentException("the time between two looks at the agents is positive");
    }
  }
}
