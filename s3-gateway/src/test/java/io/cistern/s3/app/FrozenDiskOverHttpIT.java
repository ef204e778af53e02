package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.http.RawClient;
import io.cistern.s3.testing.SmallDisk;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A disk that takes nothing for a while: its clients wait, and what they sent is not heaped up. */
@Timeout(300)
class FrozenDiskOverHttpIT {
  private static final String BUCKET = "bucket";
  private static final int CLIENTS = 4;
  private static final int PIECE = 64 << 10;
  private static final byte[] BODY = new byte[64 << 20];

  /** Both socket buffers of a connection at their largest, and what the gateway holds of a body. */
  private static final long MOST_ON_THE_WAY = 24L << 20;

  static {
    new Random(1).nextBytes(BODY);
  }

  @RegisterExtension final SmallDisk disk = new SmallDisk(640L << 20);

  private final AtomicLong sent = new AtomicLong();

  @Test
  void clientsWaitForTheDiskAndEverythingArrives() throws Exception {
    try (TestGateway gateway = new TestGateway(disk.root().resolve("store"));
        S3Client s3 = gateway.client();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      s3.createBucket(bucket -> bucket.bucket(BUCKET));
      List<Future<Integer>> statuses = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        URI url = presigned(gateway, "key-" + i);
        statuses.add(threads.submit(() -> put(gateway.port(), url)));
      }
      while (sent.get() < CLIENTS * (8L << 20)) {
        Thread.sleep(1);
      }
      disk.freeze();
      long before = sent.get();
      assertThat(awaitStandstill() - before).isLessThan(CLIENTS * MOST_ON_THE_WAY);
      assertThat(statuses).noneMatch(Future::isDone);
      disk.thaw();
      for (Future<Integer> status : statuses) {
        assertThat(status.get()).isEqualTo(200);
      }
      for (int i = 0; i < CLIENTS; i++) {
        String key = "key-" + i;
        assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asByteArray())
            .isEqualTo(BODY);
      }
    }
  }

  /** What was sent when nobody could send more for two seconds. */
  private long awaitStandstill() throws InterruptedException {
    long before = -1;
    while (sent.get() != before) {
      before = sent.get();
      Thread.sleep(2_000);
    }
    return before;
  }

  private int put(int port, URI url) {
    try (RawClient client = RawClient.connect(port)) {
      client.send(
          "PUT %s?%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(url.getRawPath(), url.getRawQuery(), url.getAuthority(), BODY.length));
      for (int at = 0; at < BODY.length; at += PIECE) {
        client.send(BODY, at, PIECE);
        sent.addAndGet(PIECE);
      }
      return client.read().status();
    }
  }

  private static URI presigned(TestGateway gateway, String key) {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + gateway.port()))
            .region(Region.US_EAST_1)
            .credentialsProvider(TestGateway.CREDENTIALS)
            .build()) {
      return URI.create(
          presigner
              .presignPutObject(
                  sign ->
                      sign.signatureDuration(Duration.ofHours(1))
                          .putObjectRequest(request -> request.bucket(BUCKET).key(key)))
              .url()
              .toString());
    }
  }
}
