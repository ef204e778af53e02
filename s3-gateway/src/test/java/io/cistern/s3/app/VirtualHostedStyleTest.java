package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The AWS SDK in its own default style: the bucket is the first label of the host. */
class VirtualHostedStyleTest {
  private static final String BUCKET = "photos";

  /** The last begins like a bucket of path style. */
  private static final List<String> KEYS =
      List.of("k", "a/b c/ü+%", "/leading//and/../dots", "photos/k");

  private static final Set<String> RESOLVED = new ConcurrentSkipListSet<>();

  /** Finds every host here, and remembers which were asked for. */
  private static final class Loopback implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) {
      RESOLVED.add(host);
      return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  @TempDir private static Path directory;
  private static TestGateway gateway;
  private static S3Client s3;

  @BeforeAll
  static void start() {
    gateway =
        new TestGateway(
            directory.resolve("store"), Map.of("cistern.s3.domains", "other.test,s3.test"));
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create("http://s3.test:" + gateway.port()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(TestGateway.ACCESS_KEY, TestGateway.SECRET_KEY)))
            .httpClientBuilder(Apache5HttpClient.builder().dnsResolver(new Loopback()))
            .build();
    s3.createBucket(bucket -> bucket.bucket(BUCKET));
  }

  @AfterAll
  static void stop() {
    s3.close();
    gateway.close();
  }

  @Test
  void bucketsAndObjectsAreReachedByHost() {
    for (String key : KEYS) {
      s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString(key));
    }
    assertThat(RESOLVED).contains("photos.s3.test");
    for (String key : KEYS) {
      assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String())
          .isEqualTo(key);
      s3.copyObject(
          copy ->
              copy.sourceBucket(BUCKET)
                  .sourceKey(key)
                  .destinationBucket(BUCKET)
                  .destinationKey("copy"));
      assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("copy")).asUtf8String())
          .isEqualTo(key);
    }
    s3.deleteObject(delete -> delete.bucket(BUCKET).key("copy"));
    assertThat(s3.listObjectsV2(list -> list.bucket(BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactlyInAnyOrderElementsOf(KEYS);
    assertThat(s3.listBuckets().buckets()).extracting(bucket -> bucket.name()).contains(BUCKET);
    try (S3Client byPath = gateway.client()) {
      assertThat(byPath.getObjectAsBytes(get -> get.bucket(BUCKET).key("photos/k")).asUtf8String())
          .isEqualTo("photos/k");
    }
  }

  @Test
  void partsAreUploadedByHostAndTheLocationNamesIt() {
    String id = s3.createMultipartUpload(begin -> begin.bucket(BUCKET).key("p")).uploadId();
    String tag =
        s3.uploadPart(
                part -> part.bucket(BUCKET).key("p").uploadId(id).partNumber(1),
                RequestBody.fromString("part"))
            .eTag();
    String location =
        s3.completeMultipartUpload(
                complete ->
                    complete
                        .bucket(BUCKET)
                        .key("p")
                        .uploadId(id)
                        .multipartUpload(
                            parts ->
                                parts.parts(
                                    CompletedPart.builder().partNumber(1).eTag(tag).build())))
            .location();
    assertThat(location).isEqualTo("http://photos.s3.test:" + gateway.port() + "/p");
    s3.deleteObject(delete -> delete.bucket(BUCKET).key("p"));
  }

  @Test
  void errorsNameWhatIsMissing() {
    assertThatThrownBy(() -> s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("none")))
        .isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> s3.listObjectsV2(list -> list.bucket("nobody")))
        .isInstanceOf(NoSuchBucketException.class);
  }
}
