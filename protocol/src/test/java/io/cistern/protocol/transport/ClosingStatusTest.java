package io.cistern.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClosingStatusTest {
  private final ClosingStatus lostConnections = ClosingStatus.ofLostConnections();
  private final ClosingStatus naming =
      ClosingStatus.naming(new Endpoint.UnixSocket(Path.of("/run/csi.sock")));

  @Test
  void aConnectionThatEndsUnderACallIsUnavailable() {
    Status lost =
        Status.UNKNOWN.withDescription("channel closed").withCause(new ClosedChannelException());
    assertThat(lostConnections.seen().apply(lost).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void whereNobodyAnsweredTheEndpointIsNamed() {
    Status nobody =
        Status.UNAVAILABLE.withDescription("io exception").withCause(new IOException("refused"));
    assertThat(naming.seen().apply(nobody).getDescription())
        .isEqualTo("no service answers at unix:///run/csi.sock");
  }

  @Test
  void whatTheServerItselfHasSentStaysSo() {
    Status unknown = Status.UNKNOWN.withDescription("channel closed");
    Status unavailable = Status.UNAVAILABLE.withDescription("the agent is away");
    assertThat(lostConnections.seen().apply(unknown)).isSameAs(unknown);
    assertThat(lostConnections.seen().apply(Status.NOT_FOUND)).isSameAs(Status.NOT_FOUND);
    assertThat(naming.seen().apply(unavailable)).isSameAs(unavailable);
  }
}
