package io.cistern.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void itsTextIsReadBack() {
    Endpoint socket = new Endpoint.UnixSocket(Path.of("/run/csi.sock"));
    assertThat(Endpoint.parse(socket.toString())).isEqualTo(socket);
    assertThat(Endpoint.parse("unix:/run/csi.sock")).isEqualTo(socket);
    assertThat(Endpoint.parse("/run/csi.sock")).isEqualTo(socket);
    assertThat(Endpoint.parse("tcp://agent.example:9813"))
        .isEqualTo(new Endpoint.Tcp("agent.example", 9813));
    Endpoint six = new Endpoint.Tcp("fe80::1", 9813);
    assertThat(Endpoint.parse(six.toString())).isEqualTo(six);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "csi.sock",
        "unix:csi.sock",
        "http://host:1",
        "tcp://host",
        "tcp://:1",
        "tcp://host:99999",
        "tcp://host:1/path",
        "tcp://host:port"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSocketsPathMustFitTheKernelsStructure() {
    assertThatThrownBy(() -> Endpoint.parse("/" + "x".repeat(107)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("107");
  }
}
