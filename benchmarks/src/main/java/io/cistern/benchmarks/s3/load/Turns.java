package io.cistern.benchmarks.s3.load;

import io.cistern.benchmarks.machine.Command;
import io.cistern.benchmarks.s3.server.Server;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lets one server work while the others stand still. What the one before has written is brought to
 * the disk first, so that it does not fall on the next.
 */
final class Turns {
  private static final double MICROS = 1e6;
  private static final double MEBIBYTE = 1 << 20;
  private final List<Server> servers;

  /** Has all of them stand still. */
  Turns(List<Server> servers) {
    this.servers = List.copyOf(servers);
    servers.forEach(Server::pause);
  }

  /** In the order of this round; every other one turns it round. */
  List<Server> inRound(int round) {
    return round % 2 == 0 ? servers : servers.reversed();
  }

  <T> T take(Server server, Supplier<T> work) {
    Command.run("sync");
    server.resume();
    try {
      return work.get();
    } finally {
      server.pause();
    }
  }

  /** Plays a script to the server whose turn it is. */
  static Sample measure(Server server, Script script, double seconds) {
    double serverBefore = server.cpuSeconds();
    double clientBefore = ownCpuSeconds();
    Measured measured = Clients.play(server.endpoint(), script, seconds);
    int requests = measured.latencies().count();
    return new Sample(
        measured.perSecond(),
        measured.bytes() / MEBIBYTE / measured.seconds(),
        measured.latencies().p50(),
        measured.latencies().p99(),
        (server.cpuSeconds() - serverBefore) * MICROS / requests,
        (ownCpuSeconds() - clientBefore) * MICROS / requests,
        server.rssMib(),
        requests);
  }

  private static double ownCpuSeconds() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getProcessCpuTime()
        / 1e9;
  }
}
