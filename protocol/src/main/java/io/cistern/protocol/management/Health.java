package io.cistern.protocol.management;

import java.util.function.BooleanSupplier;

/**
 * Whether a service is ready. It is live as long as it answers at all.
 *
 * @param check the name of what is looked at; letters, digits and spaces
 * @param ready must not block for long: probes time out after a second
 */
public record Health(String check, BooleanSupplier ready) {
  public Health {
    if (!check.matches("[A-Za-z0-9 ]+")) {
      throw new IllegalArgumentException("not a name of a health check: " + check);
    }
  }

  /** Without a check, for liveness. */
  static String live() {
    return """
        {
            "status": "UP",
            "checks": [
            ]
        }
        """;
  }

  /**
   * @param up what the check says now
   * @return JSON as MicroProfile Health 4.0 has it
   * @see <a
   *     href="https://download.eclipse.org/microprofile/microprofile-health-4.0/microprofile-health-spec-4.0.html">MicroProfile
   *     Health</a>
   */
  String render(boolean up) {
    return """
        {
            "status": "%1$s",
            "checks": [
                {
                    "name": "%2$s",
                    "status": "%1$s"
                }
            ]
        }
        """
        .formatted(up ? "UP" : "DOWN", check);
  }
}
