package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.http.TestCertificate;
import io.cistern.s3.http.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;

/** HTTPS, where the AWS SDK signs no bodies and sends checksums behind them. */
class AwsSdkOverHttpsTest {
  private static final String BUCKET = "bucket";

  @TempDir private static Path directory;
  private static TestGateway gateway;
  private static S3Client s3;

  @BeforeAll
  static void start() throws Exception {
    TlsFiles files = TestCertificate.make(directory, 1);
    gateway =
        new TestGateway(
            directory.resolve("store"),
            Map.of(
                "cistern.s3.tls.certificate", files.certificate().toString(),
                "cistern.s3.tls.key", files.key().toString()));
    TrustManager[] trusted = TestCertificate.trusting(files);
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create("https://localhost:" + gateway.port()))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(TestGateway.CREDENTIALS)
            .httpClientBuilder(Apache5HttpClient.builder().tlsTrustManagersProvider(() -> trusted))
            .build();
    s3.createBucket(bucket -> bucket.bucket(BUCKET));
  }

  @AfterAll
  static void stop() {
    s3.close();
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000, 3_000_000})
  void whatIsPutComesBackWithItsChecksum(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    String sent =
        s3.putObject(put -> put.bucket(BUCKET).key("k"), RequestBody.fromBytes(bytes))
            .checksumCRC32();
    var back =
        s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("k").checksumMode(ChecksumMode.ENABLED));
    assertThat(back.asByteArray()).isEqualTo(bytes);
    assertThat(back.response().checksumCRC32()).isNotEmpty().isEqualTo(sent);
  }

  @Test
  void plainHttpIsNoWayAround() throws Exception {
    try (var socket = new java.net.Socket("127.0.0.1", gateway.port())) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes());
      assertThat(new String(socket.getInputStream().readAllBytes())).doesNotStartWith("HTTP/");
    }
  }
}
