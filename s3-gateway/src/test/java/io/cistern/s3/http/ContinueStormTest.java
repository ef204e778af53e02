package io.cistern.s3.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients that ask for leave to send, as aws-cli does before every body: some wait for it, some
 * send at once, some lose patience just when it comes. On a machine without a free processor no
 * request is left without its answer. {@code -Dcistern.storm=1000} for a long run.
 */
@Timeout(300)
class ContinueStormTest {
  private static final int REQUESTS = Integer.getInteger("cistern.storm", 60);
  private static final int CLIENTS = 48;
  private static final int LARGEST = 300_000;

  private static final HttpLimits LIMITS =
      new HttpLimits(4096, 8192, 99, 64, Duration.ofSeconds(60), Duration.ofSeconds(60), 1024);

  private static S3Response sum(RequestHead head, BodySource body) {
    CRC32 crc = new CRC32();
    for (ByteBuffer bytes = body.next(); bytes != null; bytes = body.next()) {
      crc.update(bytes);
    }
    return S3Response.ok()
        .withBody(
            new ResponseBody.Whole(
                Long.toHexString(crc.getValue()).getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void everyRequestIsAnswered() throws Exception {
    long seed = System.nanoTime();
    AtomicBoolean working = new AtomicBoolean(true);
    try (TestFront front = new TestFront(LIMITS, ContinueStormTest::sum);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        ExecutorService burners = Executors.newCachedThreadPool()) {
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        burners.execute(() -> burn(working));
      }
      try {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          Random random = new Random(seed + i);
          all.add(clients.submit(() -> ask(front, random)));
        }
        for (Future<?> one : all) {
          one.get();
        }
      } finally {
        working.set(false);
      }
    } catch (Exception failure) {
      throw new AssertionError("seed " + seed, failure);
    }
  }

  private static void burn(AtomicBoolean working) {
    while (working.get()) {
      Thread.onSpinWait();
    }
  }

  private static void ask(TestFront front, Random random) {
    int asked = 0;
    while (asked < REQUESTS) {
      // a connection serves a few
      try (RawClient client = front.connect()) {
        for (int i = random.nextInt(20); i >= 0 && asked < REQUESTS; i--) {
          put(client, random);
          asked++;
        }
      }
    }
  }

  private static void put(RawClient client, Random random) {
    byte[] body = new byte[random.nextInt(random.nextBoolean() ? 100 : LARGEST)];
    random.nextBytes(body);
    String head =
        "PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n"
            .formatted(body.length);
    boolean continued = false;
    switch (random.nextInt(3)) {
      case 0 -> {
        client.send(head);
        continued = client.readHead().status() == 100;
        assertThat(continued).isTrue();
        client.send(body);
      }
      case 1 -> client.send(concatenated(head, body));
      default -> {
        client.send(head);
        sleep(random.nextInt(3));
        int half = body.length / 2;
        client.send(Arrays.copyOf(body, half));
        sleep(random.nextInt(3));
        client.send(Arrays.copyOfRange(body, half, body.length));
      }
    }
    RawClient.Response answer = client.read();
    if (!continued && answer.status() == 100) {
      answer = client.read();
    }
    CRC32 crc = new CRC32();
    crc.update(body);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(Long.toHexString(crc.getValue()));
  }

  private static byte[] concatenated(String head, byte[] body) {
    ByteBuffer all = ByteBuffer.allocate(head.length() + body.length);
    all.put(head.getBytes(StandardCharsets.US_ASCII)).put(body);
    return all.array();
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
