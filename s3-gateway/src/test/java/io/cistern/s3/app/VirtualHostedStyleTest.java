package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.http.TestCertificate;
import io.cistern.s3.http.TlsFiles;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The AWS SDK in its default style, the bucket as the first label of the host, by both schemes. */
@ParameterizedClass
@ValueSource(strings = {"http", "https"})
class VirtualHostedStyleTest {
  private static final String BUCKET = "photos";

  /** The last begins like a bucket of path style. */
  private static final List<String> KEYS =
      List.of("k", "a/b c/ü+%", "/leading//and/../dots", "photos/k");

  private final Set<String> resolved = new ConcurrentSkipListSet<>();

  /** Finds every host here, and remembers which were asked for. */
  private final class Loopback implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) {
      resolved.add(host);
      return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  private final String scheme;
  private final TestGateway gateway;
  private final S3Client s3;
  private final S3Client byPath;

  VirtualHostedStyleTest(String scheme, @TempDir Path directory) throws Exception {
    this.scheme = scheme;
    TlsFiles files = TestCertificate.make(directory, 1);
    Map<String, String> properties = new HashMap<>();
    properties.put("cistern.s3.domains", "other.test,s3.test");
    if (scheme.equals("https")) {
      properties.put("cistern.s3.tls.certificate", files.certificate().toString());
      properties.put("cistern.s3.tls.key", files.key().toString());
    }
    gateway = new TestGateway(directory.resolve("store"), properties);
    TrustManager[] trusted = TestCertificate.trusting(files);
    s3 = client(trusted).build();
    byPath = client(trusted).forcePathStyle(true).build();
    s3.createBucket(bucket -> bucket.bucket(BUCKET));
  }

  private S3ClientBuilder client(TrustManager[] trusted) {
    return S3Client.builder()
        .endpointOverride(URI.create(scheme + "://s3.test:" + gateway.port()))
        .region(Region.US_EAST_1)
        .credentialsProvider(TestGateway.CREDENTIALS)
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .dnsResolver(new Loopback())
                .tlsTrustManagersProvider(() -> trusted));
  }

  @AfterEach
  void stop() {
    s3.close();
    byPath.close();
    gateway.close();
  }

  @Test
  void bucketsAndObjectsAreReachedByHost() {
    for (String key : KEYS) {
      s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString(key));
    }
    assertThat(resolved).contains("photos.s3.test");
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
  }

  @Test
  void pathStyleReachesTheSameObjects() {
    s3.putObject(put -> put.bucket(BUCKET).key("photos/k"), RequestBody.fromString("same"));
    assertThat(byPath.getObjectAsBytes(get -> get.bucket(BUCKET).key("photos/k")).asUtf8String())
        .isEqualTo("same");
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
    assertThat(location).isEqualTo("%s://photos.s3.test:%d/p".formatted(scheme, gateway.port()));
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
