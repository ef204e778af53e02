package io.cistern.controller.agents;

import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcChannels;
import io.cistern.protocol.transport.TlsFiles;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The agents at the configured addresses. Names are resolved again whenever all agents are asked
 * for; a name that cannot be resolved just then keeps the addresses it had.
 */
public final class AgentRoster implements AutoCloseable {
  private static final Logger LOG = System.getLogger(AgentRoster.class.getName());

  private final List<AgentAddress> addresses;
  private final Optional<TlsFiles> tls;
  private final Deadlines deadlines;
  private final Map<Place, Agent> agents = new LinkedHashMap<>();
  private final Map<AgentAddress.Named, Set<Place>> resolved = new LinkedHashMap<>();

  /**
   * @param tls who to be and whom to trust; empty for plain text
   */
  public AgentRoster(List<AgentAddress> addresses, Optional<TlsFiles> tls, Deadlines deadlines) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a controller has at least one agent");
    }
    this.addresses = List.copyOf(addresses);
    this.tls = tls;
    this.deadlines = deadlines;
  }

  /** One agent's endpoint, and the name its certificate is for. */
  private record Place(Endpoint endpoint, String serverName) {}

  /** Those that the addresses lead to now. */
  List<Agent> agents() {
    Map<AgentAddress, Set<Place>> now = new LinkedHashMap<>();
    addresses.forEach(address -> now.put(address, placesOf(address)));
    synchronized (this) {
      Set<Place> wanted = new LinkedHashSet<>();
      now.values().forEach(wanted::addAll);
      Set<Place> gone = new HashSet<>(agents.keySet());
      gone.removeAll(wanted);
      gone.forEach(
          place -> {
            LOG.log(Level.INFO, "pool agent left endpoint=" + place.endpoint());
            Optional.ofNullable(agents.remove(place)).ifPresent(Agent::leave);
          });
      wanted.forEach(place -> agents.computeIfAbsent(place, this::connect));
      return List.copyOf(agents.values());
    }
  }

  /** Those of the last look, without a new one. */
  synchronized Collection<Agent> known() {
    return List.copyOf(agents.values());
  }

  private Agent connect(Place place) {
    LOG.log(Level.INFO, "pool agent joined endpoint=" + place.endpoint());
    return new Agent(
        place.endpoint().toString(),
        GrpcChannels.connect(place.endpoint(), place.serverName(), tls),
        deadlines);
  }

  private Set<Place> placesOf(AgentAddress address) {
    return switch (address) {
      case AgentAddress.Single(Endpoint.UnixSocket socket) ->
          Set.of(new Place(socket, "localhost"));
      case AgentAddress.Single(Endpoint.Tcp tcp) -> Set.of(new Place(tcp, tcp.host()));
      case AgentAddress.Named named -> resolve(named);
    };
  }

  private Set<Place> resolve(AgentAddress.Named named) {
    Set<Place> places = new LinkedHashSet<>();
    try {
      for (InetAddress address : InetAddress.getAllByName(named.host())) {
        Endpoint endpoint = new Endpoint.Tcp(address.getHostAddress(), named.port());
        places.add(new Place(endpoint, named.host()));
      }
    } catch (UnknownHostException e) {
      LOG.log(
          Level.WARNING, "agents' name does not resolve, last addresses stay name=" + named.host());
    }
    synchronized (this) {
      if (places.isEmpty()) {
        return resolved.getOrDefault(named, Set.of());
      }
      resolved.put(named, places);
      return places;
    }
  }

  @Override
  public synchronized void close() {
    agents.values().forEach(Agent::close);
    agents.clear();
  }
}
