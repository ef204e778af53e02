package io.cistern.s3.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Response;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is told to stop while it works. */
@Timeout(60)
class StopTest {
  private static final String GET = "GET /b/k HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final int LARGE = 8 << 20;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  /** Waits, sums a body, or gives a large one: by the path. */
  private S3Response answer(RequestHead head, BodySource body) {
    switch (head.rawPath()) {
      case "/b/wait" -> {
        begun.countDown();
        await(release);
        return text("waited");
      }
      case "/b/large" -> {
        return S3Response.ok().withBody(new ResponseBody.Streamed(new Zeros(), LARGE));
      }
      default -> {
        int sum = 0;
        for (ByteBuffer bytes = body.next(); bytes != null; bytes = body.next()) {
          sum += bytes.remaining();
        }
        return text(sum + " bytes");
      }
    }
  }

  private static S3Response text(String text) {
    return S3Response.ok().withBody(new ResponseBody.Whole(text.getBytes()));
  }

  /** As much of nothing as is asked for. */
  private static final class Zeros implements ResponseBody.Source {
    private int left = LARGE;

    @Override
    public int read(ByteBuffer target) {
      int length = Math.min(left, target.remaining());
      target.put(new byte[length]);
      left -= length;
      return length == 0 ? -1 : length;
    }

    @Override
    public void close() {}
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsUnderWayEndsAndNothingNewBegins() throws Exception {
    try (TestFront front = new TestFront(TestFront.LIMITS, this::answer);
        RawClient waiting = front.connect();
        RawClient sending = front.connect();
        RawClient reading = front.connect();
        RawClient resting = front.connect()) {
      resting.send(GET);
      assertThat(resting.read().status()).isEqualTo(200);
      waiting.send("GET /b/wait HTTP/1.1\r\nHost: h\r\n\r\n");
      sending.send("PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\nabc");
      reading.send("GET /b/large HTTP/1.1\r\nHost: h\r\n\r\n");
      await(begun);
      assertThat(reading.readHead().status()).isEqualTo(200);

      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(() -> front.stop(Duration.ofSeconds(20)));
      assertThat(resting.readToEnd()).isEmpty();
      isRefusedOrClosed(front);
      waiting.send(GET);
      assertThat(stopped).isNotDone();

      assertThat(reading.readBody(LARGE)).isEqualTo(new byte[LARGE]);
      sending.send("def");
      assertThat(sending.read().text()).isEqualTo("6 bytes");
      release.countDown();
      assertThat(waiting.read().text()).isEqualTo("waited");
      stopped.get(10, TimeUnit.SECONDS);
      assertThatThrownBy(front::connect).isInstanceOf(UncheckedIOException.class);
    }
  }

  private static void isRefusedOrClosed(TestFront front) {
    try (RawClient late = front.connect()) {
      late.send(GET);
      RawClient.Response refused = late.read();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.headers()).containsEntry("connection", "close");
    } catch (UncheckedIOException closed) {
      assertThat(closed.getCause()).isNotNull();
    }
  }

  @Test
  void whatDoesNotEndIsBrokenOffInTime() {
    try (TestFront front = new TestFront(TestFront.LIMITS, this::answer);
        RawClient sending = front.connect()) {
      sending.send("PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\nabc");
      assertThat(sending.isSilentFor(200)).isTrue();
      long before = System.nanoTime();
      front.stop(Duration.ofMillis(500));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
      assertThat(sending.readToEnd()).isEmpty();
    }
  }
}
