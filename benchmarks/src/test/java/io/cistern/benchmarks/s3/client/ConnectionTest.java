package io.cistern.benchmarks.s3.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private static final Request FIVE_BYTES = request("GET / HTTP/1.1\r\n\r\n", 5);

  @Test
  void anAnswerIsTakenWhereverThePacketsEnd() throws IOException {
    assertThat(ask(FIVE_BYTES, "HTTP/1.1 200 OK\r\nConte", "nt-Length: 5\r", "\n\r\nab", "cde"))
        .isEqualTo("abcde");
  }

  @Test
  void chunksAreJoined() throws IOException {
    assertThat(
            ask(
                FIVE_BYTES,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r",
                "\nab\r\n3\r\ncde\r\n0\r\n\r\n"))
        .isEqualTo("abcde");
  }

  @Test
  void theAnswerToHeadHasNoBodyWhateverItsLengthSays() throws IOException {
    Request head = request("HEAD / HTTP/1.1\r\n\r\n", Request.ANY);
    assertThat(ask(head, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")).isEmpty();
  }

  @Test
  void anotherStatusThanTheRightOneIsAnErrorThatSaysWhatCame() {
    assertThatThrownBy(
            () -> ask(FIVE_BYTES, "HTTP/1.1 503 Slow\r\nContent-Length: 6\r\n\r\nslowly"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("GET / HTTP/1.1", "503", "slowly");
  }

  @Test
  void anAnswerThatIsTooShortIsAnError() {
    assertThatThrownBy(() -> ask(FIVE_BYTES, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("2 bytes came for 5");
  }

  private static Request request(String head, long answered) {
    return new Request(head.getBytes(StandardCharsets.US_ASCII), 0, 0, 200, answered);
  }

  /** What is taken of an answer that comes in these packets. */
  private static String ask(Request request, String... packets) throws IOException {
    StringBuilder content = new StringBuilder();
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Connection connection =
            new Connection(Endpoint.local(listener.getLocalPort(), "nobody", "nothing"))) {
      var _ = thread.submit(() -> answer(listener, packets));
      connection.exchange(request, part -> content.append(StandardCharsets.US_ASCII.decode(part)));
    }
    return content.toString();
  }

  private static boolean answer(ServerSocket listener, String... packets)
      throws IOException, InterruptedException {
    try (Socket socket = listener.accept()) {
      socket.setTcpNoDelay(true);
      for (String packet : packets) {
        socket.getOutputStream().write(packet.getBytes(StandardCharsets.US_ASCII));
        Thread.sleep(20);
      }
      return true;
    }
  }
}
