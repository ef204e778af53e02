package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.http.RawClient.Response;
import io.cistern.s3.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A gateway whose small disk runs full, as its clients see it. */
class FullDiskOverHttpIT {
  private static final String BUCKET = "bucket";
  private static final long DISK = 320L << 20;
  private static final byte[] BYTES = new byte[4 << 20];

  static {
    new Random(1).nextBytes(BYTES);
  }

  @RegisterExtension final SmallDisk disk = new SmallDisk(DISK);

  @Test
  void aFullDiskIsInsufficientStorageReadsGoOnAndDeletesMakeRoom() throws Exception {
    try (TestGateway gateway = new TestGateway(disk.root().resolve("store"));
        S3Client s3 = gateway.client()) {
      s3.createBucket(bucket -> bucket.bucket(BUCKET));
      String upload = s3.createMultipartUpload(begin -> begin.bucket(BUCKET).key("p")).uploadId();
      List<String> stored = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                while (stored.size() < 100) {
                  put(s3, "key-" + stored.size());
                  stored.add("key-" + stored.size());
                }
              })
          .isInstanceOfSatisfying(S3Exception.class, FullDiskOverHttpIT::isFull);
      assertThat(stored).hasSizeGreaterThan(5);
      assertThatThrownBy(
              () ->
                  s3.uploadPart(
                      part -> part.bucket(BUCKET).key("p").uploadId(upload).partNumber(1),
                      RequestBody.fromBytes(BYTES)))
          .isInstanceOfSatisfying(S3Exception.class, FullDiskOverHttpIT::isFull);
      SignedClient raw = new SignedClient(gateway.port());
      String quarter = "x".repeat(256 << 10);
      int last = 0;
      while (last < 100 && raw.send("PUT", "/bucket/last-" + last, quarter).status() == 200) {
        last++;
      }
      Response refused = raw.send("PUT", "/bucket/small", "small");
      assertThat(refused.status()).isEqualTo(507);
      assertThat(gateway.readiness()).isEqualTo(HealthCheckResponse.Status.UP);
      assertThat(refused.text())
          .contains("<Code>InsufficientStorage</Code>", "<Message>", "<Resource>/bucket/small<");
      assertThat(raw.send("GET", "/bucket/small", "").status()).isEqualTo(404);
      for (String key : stored) {
        assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asByteArray())
            .isEqualTo(BYTES);
      }
      assertThat(s3.listObjectsV2(list -> list.bucket(BUCKET).prefix("key-")).contents())
          .extracting(object -> object.key())
          .containsExactlyElementsOf(stored.stream().sorted().toList());
      for (String key : List.of(stored.removeFirst(), stored.removeFirst(), stored.removeFirst())) {
        s3.deleteObject(delete -> delete.bucket(BUCKET).key(key));
      }
      putOnceThereIsRoom(s3, "again");
    }
  }

  /** The kernel's own ENOSPC, at once for many: what they began takes the last of the room. */
  @Test
  void manyBodiesThatMeetTheEndOfTheDiskAtOnceAreRefusedOrWhole() throws Exception {
    Path ballast = disk.root().resolve("ballast");
    try (TestGateway gateway = new TestGateway(disk.root().resolve("store"));
        S3Client s3 = gateway.client()) {
      s3.createBucket(bucket -> bucket.bucket(BUCKET));
      put(s3, "before");
      List<Boolean> stored =
          IntStream.range(0, 24)
              .parallel()
              .mapToObj(
                  i -> {
                    if (i == 12) {
                      SmallDisk.fill(ballast);
                    }
                    return isStored(s3, "racer-" + i);
                  })
              .toList();
      for (int i = 0; i < stored.size(); i++) {
        String key = "racer-" + i;
        if (stored.get(i)) {
          assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asByteArray())
              .isEqualTo(BYTES);
        } else {
          assertThatThrownBy(() -> s3.headObject(head -> head.bucket(BUCKET).key(key)))
              .isInstanceOfSatisfying(
                  S3Exception.class, none -> assertThat(none.statusCode()).isEqualTo(404));
        }
      }
      assertThat(stored).contains(false);
      assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("before")).asByteArray())
          .isEqualTo(BYTES);
      Files.delete(ballast);
      putOnceThereIsRoom(s3, "again");
    }
  }

  private static void put(S3Client s3, String key) {
    s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(BYTES));
  }

  private static boolean isStored(S3Client s3, String key) {
    try {
      put(s3, key);
      return true;
    } catch (S3Exception refused) {
      isFull(refused);
      return false;
    }
  }

  private static void isFull(S3Exception refused) {
    assertThat(refused.statusCode()).isEqualTo(507);
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InsufficientStorage");
  }

  private static void putOnceThereIsRoom(S3Client s3, String key) throws InterruptedException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!isStored(s3, key) && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
    assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asByteArray())
        .isEqualTo(BYTES);
  }
}
