package io.cistern.cli.command;

import io.cistern.cli.service.DataDirectory;
import io.cistern.cli.service.Service;
import io.cistern.cli.service.ServiceKind;
import java.util.List;

/** How services are shown. */
final class StatusView {
  private StatusView() {}

  static String label(Service service) {
    return "%-12s".formatted(service.kind().label());
  }

  /** Where a service listens, in words. */
  static List<String> endpoints(Service service) {
    DataDirectory data = service.data();
    List<Integer> ports = service.ports();
    if (ports.isEmpty()) {
      return List.of();
    }
    String health = "http://127.0.0.1:" + ports.getFirst() + "/q/health  (health, metrics)";
    return switch (service.kind()) {
      case NODE ->
          List.of(
              data.endpoints().node() + "  (CSI)", data.endpoints().agent() + "  (agent)", health);
      case CONTROLLER -> List.of(data.endpoints().controller() + "  (CSI)", health);
      case GATEWAY -> List.of("http://127.0.0.1:" + ports.getLast() + "  (S3)", health);
    };
  }

  /** The one that clients use. */
  static String endpoint(Service service) {
    ServiceKind kind = service.kind();
    return switch (kind) {
      case NODE -> service.data().endpoints().node().toString();
      case CONTROLLER -> service.data().endpoints().controller().toString();
      case GATEWAY ->
          service.ports().isEmpty() ? "" : "http://127.0.0.1:" + service.ports().getLast();
    };
  }
}
