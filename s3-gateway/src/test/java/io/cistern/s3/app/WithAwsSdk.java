package io.cistern.s3.app;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** A gateway with a bucket, and the AWS SDK for Java 2 as it comes, for a test class to extend. */
abstract class WithAwsSdk {
  static final String BUCKET = "bucket";

  @TempDir private static Path directory;
  private static TestGateway gateway;
  static S3Client s3;

  @BeforeAll
  static void start() {
    gateway = new TestGateway(directory.resolve("store"));
    s3 = gateway.client();
    s3.createBucket(bucket -> bucket.bucket(BUCKET));
  }

  @AfterAll
  static void stop() {
    s3.close();
    gateway.close();
  }
}
