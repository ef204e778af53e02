package io.cistern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** The commands of buckets on a real gateway and its store. */
class BucketIT extends WithServices {
  private static final int LARGE = 300_000;

  @Test
  void bucketsAreMadeMeasuredCheckedAndRemoved() throws IOException {
    assertThat(cli.run("bucket", "create", "photos").succeeded().out()).contains("created photos");
    assertThat(cli.run("bucket", "create", "photos").succeeded().out()).contains("there already");
    assertThat(cli.run("bucket", "create", "photos", "--relaxed").exitCode()).isEqualTo(5);
    assertThat(cli.run("bucket", "create", "No").exitCode()).isEqualTo(2);
    cli.run("bucket", "create", "scratch", "--relaxed").succeeded();
    cli.run("bucket", "create", "scratch", "--relaxed").succeeded();
    fill("photos");

    assertThat(cli.run("bucket", "list", "--usage").succeeded().out())
        .containsPattern("photos +\\S+Z +3 ")
        .containsPattern("scratch +\\S+Z +0 ");
    assertThat(cli.run("bucket", "usage", "photos", "-o", "json").succeeded().out())
        .contains("\"objects\" : 3", "\"versions\" : 4", "\"bytes\" : 300006", "\"uploads\" : 1");
    Cli.Result refused = cli.run("bucket", "delete", "photos");
    assertThat(refused.exitCode()).isEqualTo(5);
    assertThat(refused.err()).contains("--force");

    check();
    cli.run("bucket", "delete", "photos", "--force").succeeded();
    assertThat(cli.run("bucket", "usage", "photos").exitCode()).isEqualTo(3);
    assertThat(cli.run("bucket", "list", "-o", "json").succeeded().out())
        .contains("scratch")
        .doesNotContain("photos");
  }

  /** The gateway is stopped for it, a file taken away and put back, and the gateway started. */
  private void check() throws IOException {
    Cli.Result open = cli.run("bucket", "check");
    assertThat(open.exitCode()).isEqualTo(5);
    assertThat(open.err()).contains("kill " + gateway().process().orElseThrow().pid());
    assertThat(cli.run("bucket", "check", data().store().toString()).exitCode()).isEqualTo(5);

    gateway().stop();
    assertThat(cli.run("bucket", "check", "--deep").succeeded().out()).contains("clean");
    Path file = largest();
    Path aside = directory.resolve("aside");
    Files.move(file, aside);
    Cli.Result lost = cli.run("bucket", "check", "-o", "json");
    assertThat(lost.exitCode()).isEqualTo(1);
    assertThat(lost.out()).contains("\"clean\" : false", "MISSING_FILE", "\"losesData\" : true");
    Files.move(aside, file);
    cli.run("up", "--http-port", "0", "--s3-port", "0").succeeded();
  }

  private Path largest() throws IOException {
    try (Stream<Path> files = Files.walk(data().store().resolve("extents"))) {
      List<Path> large =
          files
              .filter(file -> Files.isRegularFile(file) && file.toFile().length() >= LARGE)
              .toList();
      assertThat(large).hasSize(1);
      return large.getFirst();
    }
  }

  /** Four versions of three keys, one of which XML cannot hold, a marker and an upload. */
  private void fill(String bucket) {
    try (S3Client s3 = root()) {
      s3.putBucketVersioning(
          request ->
              request
                  .bucket(bucket)
                  .versioningConfiguration(
                      configuration -> configuration.status(BucketVersioningStatus.ENABLED)));
      put(s3, bucket, "small", new byte[1]);
      put(s3, bucket, "small", new byte[2]);
      put(s3, bucket, "odd\u0001 & <key>", new byte[3]);
      put(s3, bucket, "large", new byte[LARGE]);
      s3.deleteObject(request -> request.bucket(bucket).key("never there"));
      s3.createMultipartUpload(request -> request.bucket(bucket).key("under way"));
    }
  }

  private static void put(S3Client s3, String bucket, String key, byte[] bytes) {
    s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
  }
}
