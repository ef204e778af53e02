package io.cistern.e2e.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A gateway for the tests of one class. */
final class RunningGateway implements BeforeAllCallback, AfterAllCallback {
  static final Region REGION = Region.US_EAST_1;
  private @Nullable GatewayProcess process;

  /** Skips where the gateway is not packaged; under {@code CI=true} that is a failure. */
  static void requirePackage() {
    boolean packaged = Files.exists(GatewayProcess.JAR);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(GatewayProcess.JAR).exists();
    }
    Assumptions.assumeTrue(
        packaged, () -> "skipped: needs " + GatewayProcess.JAR + ": run make build first");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    requirePackage();
    process = new GatewayProcess().start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (process != null) {
      process.close();
    }
  }

  private GatewayProcess process() {
    if (process == null) {
      throw new IllegalStateException("the gateway was not started");
    }
    return process;
  }

  URI endpoint() {
    return process().endpoint();
  }

  /** The AWS SDK as it comes, but for where the gateway is. */
  S3Client client() {
    return process().client();
  }

  /** What {@link #client} is made of, to be set further. */
  S3ClientBuilder clientBuilder() {
    return process().clientBuilder();
  }

  S3Presigner presigner() {
    return process().presigner();
  }

  /** What it says of itself to its operator. */
  String management(String path) {
    return process().management(path);
  }

  boolean isAlive() {
    return process().isAlive();
  }

  /** Memory it has now. */
  long residentBytes() {
    return process().memory("VmRSS");
  }

  /** The most memory it has had. */
  long peakBytes() {
    return process().memory("VmHWM");
  }

  String accessKey() {
    return process().accessKey();
  }

  String secretKey() {
    return process().secretKey();
  }

  StaticCredentialsProvider credentials() {
    return process().credentials();
  }
}
