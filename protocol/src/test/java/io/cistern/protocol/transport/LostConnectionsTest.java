package io.cistern.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class LostConnectionsTest {

  @Test
  void aConnectionThatEndsUnderACallIsUnavailable() {
    Status lost =
        Status.UNKNOWN.withDescription("channel closed").withCause(new ClosedChannelException());
    assertThat(LostConnections.named(lost).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void whatTheServerItselfDoesNotKnowStaysSo() {
    Status sent = Status.UNKNOWN.withDescription("channel closed");
    assertThat(LostConnections.named(sent)).isSameAs(sent);
    assertThat(LostConnections.named(Status.NOT_FOUND)).isSameAs(Status.NOT_FOUND);
  }
}
