package io.cistern.s3.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Response;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers: streamed, to HEAD, to clients that pipeline, read slowly or go away. */
@Timeout(60)
class AnswersTest {
  private static final String GET = "GET /bucket/key HTTP/1.1\r\nHost: h\r\n\r\n";

  /** A body that says how much of it was read and when it was closed. */
  private static final class Watched implements ResponseBody.Source {
    private final ByteBuffer bytes;
    private final AtomicLong read = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    Watched(byte[] bytes) {
      this.bytes = ByteBuffer.wrap(bytes);
    }

    @Override
    public int read(ByteBuffer target) {
      int length = Math.min(target.remaining(), bytes.remaining());
      if (length == 0) {
        return -1;
      }
      target.put(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
      read.addAndGet(length);
      return length;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  private static TestFront serving(HttpLimits limits, Watched source, long length) {
    return new TestFront(
        limits,
        (RequestHead _, BodySource _) ->
            S3Response.ok().withBody(new ResponseBody.Streamed(source, length)));
  }

  @Test
  void aStreamedBodyArrivesByteForByteAndItsSourceIsClosed() throws Exception {
    byte[] bytes = random(3_000_001);
    Watched source = new Watched(bytes);
    try (TestFront front = serving(TestFront.LIMITS, source, bytes.length);
        RawClient client = front.connect()) {
      client.send(GET);
      assertThat(client.read().body()).isEqualTo(bytes);
      assertThat(source.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void headHasTheLengthOfTheBodyAndReadsNoneOfIt() throws Exception {
    Watched source = new Watched(random(500_000));
    try (TestFront front = serving(TestFront.LIMITS, source, 500_000);
        RawClient client = front.connect()) {
      client.send("HEAD /bucket/key HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(client.readHead().headers()).containsEntry("content-length", "500000");
      assertThat(client.isSilentFor(200)).isTrue();
      assertThat(source.closed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(source.read).hasValue(0);
    }
  }

  @Test
  void aBodyThatBreaksOffEndsTheConnectionBeforeItsLength() {
    Watched source = new Watched(random(200_000));
    try (TestFront front = serving(TestFront.LIMITS, source, 400_000);
        RawClient client = front.connect()) {
      client.send(GET);
      assertThat(client.readHead().headers()).containsEntry("content-length", "400000");
      assertThat(client.readToEnd()).hasSizeLessThan(400_000);
    }
  }

  @Test
  void aClientThatDoesNotReadIsNotReadAheadFor() throws Exception {
    byte[] bytes = random(64 << 20);
    Watched source = new Watched(bytes);
    HttpLimits limits =
        new HttpLimits(4096, 8192, 9, 9, Duration.ofSeconds(9), Duration.ofSeconds(1), 1 << 20);
    try (TestFront front = serving(limits, source, bytes.length);
        RawClient client = front.connect()) {
      client.send(GET);
      assertThat(source.closed.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(source.read.get()).isLessThan(16 << 20);
      Ended ended = front.ended.poll(10, TimeUnit.SECONDS);
      assertThat(ended).isNotNull();
      assertThat(ended.complete()).isFalse();
      isCutOff(front);
    }
  }

  @Test
  void aClientThatDoesNotReadADocumentIsCutOffToo() throws Exception {
    AtomicLong released = new AtomicLong();
    byte[] bytes = random(16 << 20);
    HttpLimits limits =
        new HttpLimits(4096, 8192, 9, 9, Duration.ofSeconds(9), Duration.ofSeconds(1), 16 << 20);
    try (TestFront front =
            new TestFront(
                limits,
                (_, _) ->
                    S3Response.ok()
                        .withBody(new ResponseBody.Counted(bytes, released::incrementAndGet)));
        RawClient client = front.connect()) {
      client.send(GET + GET);
      assertThat(client.readHead().status()).isEqualTo(200);
      isCutOff(front);
      awaitReleases(released, 1);
    }
  }

  /** What is released after its last byte was sent may be so after that has arrived. */
  private static void awaitReleases(AtomicLong released, long atLeast) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (released.get() < atLeast && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    assertThat(released).hasValueGreaterThanOrEqualTo(atLeast);
  }

  /** The socket is closed, not only given up: what it holds would stay for ever. */
  private static void isCutOff(TestFront front) throws InterruptedException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (front.front().connections() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(front.front().connections()).isZero();
  }

  @Test
  void aClientThatReadsADocumentSlowlyGetsItAll() throws InterruptedException {
    AtomicLong released = new AtomicLong();
    byte[] bytes = random(3 << 20);
    try (TestFront front =
            new TestFront(
                TestFront.LIMITS,
                (_, _) ->
                    S3Response.ok()
                        .withBody(new ResponseBody.Counted(bytes, released::incrementAndGet)));
        RawClient client = front.connect()) {
      for (int i = 0; i < 3; i++) {
        client.send(GET);
        client.readHead();
        assertThat(client.isSilentFor(1)).isFalse();
        assertThat(client.readBody(bytes.length - 1))
            .isEqualTo(Arrays.copyOfRange(bytes, 1, bytes.length));
      }
      awaitReleases(released, 3);
      assertThat(released).hasValue(3);
    }
  }

  @Test
  void aClientThatGoesAwayClosesTheSource() throws Exception {
    byte[] bytes = random(64 << 20);
    Watched source = new Watched(bytes);
    try (TestFront front = serving(TestFront.LIMITS, source, bytes.length)) {
      try (RawClient client = front.connect()) {
        client.send(GET);
        assertThat(client.readHead().status()).isEqualTo(200);
      }
      assertThat(source.closed.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() {
    try (TestFront front =
            new TestFront(
                TestFront.LIMITS,
                (head, _) ->
                    S3Response.ok()
                        .withBody(new ResponseBody.Whole(head.rawPath().getBytes(US_ASCII))));
        RawClient client = front.connect()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        all.append("GET /bucket/").append(i).append(" HTTP/1.1\r\nHost: h\r\n\r\n");
      }
      client.send(all.toString());
      for (int i = 0; i < 50; i++) {
        assertThat(client.read().text()).isEqualTo("/bucket/" + i);
      }
    }
  }

  @Test
  void moreRequestsThanAllowedAreToldToSlowDown() throws Exception {
    HttpLimits limits =
        new HttpLimits(4096, 8192, 99, 1, Duration.ofSeconds(9), Duration.ofSeconds(9), 1024);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (TestFront front =
            new TestFront(
                limits,
                (_, _) -> {
                  busy.countDown();
                  await(release);
                  return S3Response.ok();
                });
        RawClient first = front.connect();
        RawClient second = front.connect()) {
      first.send(GET);
      assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
      second.send(GET);
      RawClient.Response refused = second.read();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text()).contains("<Code>SlowDown</Code>");
      release.countDown();
      assertThat(first.read().status()).isEqualTo(200);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
