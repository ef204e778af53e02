package io.cistern.s3.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.S3Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More connections than are allowed. */
@Timeout(60)
class ConnectionLimitTest {
  private static final String REQUEST = "GET /b HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final HttpLimits TWO =
      new HttpLimits(4096, 8192, 2, 16, Duration.ofSeconds(20), Duration.ofSeconds(20), 1024);

  @Test
  void oneTooManyIsClosedAndTheOthersServedAndTheNextOnceThereIsRoom() throws Exception {
    try (TestFront front = new TestFront(TWO, (_, _) -> S3Response.ok());
        RawClient first = front.connect()) {
      assertThat(first.send(REQUEST).read().status()).isEqualTo(200);
      try (RawClient second = front.connect()) {
        assertThat(second.send(REQUEST).read().status()).isEqualTo(200);
        try (RawClient third = front.connect()) {
          assertThat(third.readToEnd()).isEmpty();
        }
        assertThat(first.send(REQUEST).read().status()).isEqualTo(200);
        assertThat(second.send(REQUEST).read().status()).isEqualTo(200);
      }
      long deadline = System.nanoTime() + 20_000_000_000L;
      while (front.front().connections() > 1 && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
      try (RawClient next = front.connect()) {
        assertThat(next.send(REQUEST).read().status()).isEqualTo(200);
      }
    }
  }
}
