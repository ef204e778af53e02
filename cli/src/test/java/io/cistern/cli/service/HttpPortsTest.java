package io.cistern.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.cli.failure.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpPortsTest {
  @Test
  void theGatewaysTwoPortsAreNeverOne() {
    for (int i = 0; i < 1_000; i++) {
      List<Integer> ports = HttpPorts.ANY.of(ServiceKind.GATEWAY);
      assertThat(ports).hasSize(2).doesNotHaveDuplicates();
    }
  }

  @Test
  void onePortAskedForBothIsRefused() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    HttpPorts ports = new HttpPorts(port - ServiceKind.GATEWAY.ordinal(), port);
    assertThatThrownBy(() -> ports.of(ServiceKind.GATEWAY))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("port " + port);
  }

  @Test
  void aPortThatIsTakenIsRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HttpPorts ports = new HttpPorts(taken.getLocalPort(), 0);
      assertThatThrownBy(() -> ports.of(ServiceKind.NODE))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
  }
}
