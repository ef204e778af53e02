package io.cistern.e2e.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** The AWS SDK's transfer manager over its native client (CRT). */
class TransferManagerE2E {
  private static final String BUCKET = "transfers";
  private static final long PART_BYTES = 8L << 20;

  @RegisterExtension static final RunningGateway GATEWAY = new RunningGateway();

  private static S3AsyncClient s3;
  private static S3TransferManager transfers;

  @BeforeAll
  static void connect() {
    s3 =
        S3AsyncClient.crtBuilder()
            .endpointOverride(GATEWAY.endpoint())
            .region(RunningGateway.REGION)
            .credentialsProvider(GATEWAY.credentials())
            .forcePathStyle(true)
            .minimumPartSizeInBytes(PART_BYTES)
            .build();
    transfers = S3TransferManager.builder().s3Client(s3).build();
    s3.createBucket(request -> request.bucket(BUCKET)).join();
  }

  @AfterAll
  static void disconnect() {
    transfers.close();
    s3.close();
  }

  private static void download(String key, Path target) {
    transfers
        .downloadFile(
            request ->
                request.getObjectRequest(get -> get.bucket(BUCKET).key(key)).destination(target))
        .completionFuture()
        .join();
  }

  @Test
  void aLargeFileGoesThereAndBackInParts(@TempDir Path directory) {
    Path file = Contents.file(directory, "large", 50_000_003);
    transfers
        .uploadFile(
            request ->
                request.putObjectRequest(put -> put.bucket(BUCKET).key("large")).source(file))
        .completionFuture()
        .join();
    assertThat(s3.headObject(request -> request.bucket(BUCKET).key("large")).join().eTag())
        .endsWith("-6\"");
    download("large", directory.resolve("back"));
    assertThat(Contents.sha256(directory.resolve("back"))).isEqualTo(Contents.sha256(file));
  }

  @Test
  void anObjectIsCopiedByTheServer(@TempDir Path directory) {
    Path file = Contents.file(directory, "source", 20_000_000);
    transfers
        .uploadFile(
            request ->
                request.putObjectRequest(put -> put.bucket(BUCKET).key("source")).source(file))
        .completionFuture()
        .join();
    transfers
        .copy(
            request ->
                request.copyObjectRequest(
                    copy ->
                        copy.sourceBucket(BUCKET)
                            .sourceKey("source")
                            .destinationBucket(BUCKET)
                            .destinationKey("copy ü")))
        .completionFuture()
        .join();
    download("copy ü", directory.resolve("back"));
    assertThat(Contents.sha256(directory.resolve("back"))).isEqualTo(Contents.sha256(file));
  }

  @Test
  void aDirectoryGoesThereAndBack(@TempDir Path directory) throws IOException {
    Path tree = Files.createDirectories(directory.resolve("tree/deeper down"));
    for (int i = 0; i < 40; i++) {
      Contents.file(i % 2 == 0 ? tree : tree.resolveSibling(""), "file-" + i, i * 1_000);
    }
    assertThat(
            transfers
                .uploadDirectory(
                    request ->
                        request.bucket(BUCKET).s3Prefix("tree").source(directory.resolve("tree")))
                .completionFuture()
                .join()
                .failedTransfers())
        .isEmpty();
    Path back = Files.createDirectory(directory.resolve("back"));
    assertThat(
            transfers
                .downloadDirectory(
                    request ->
                        request
                            .bucket(BUCKET)
                            .listObjectsV2RequestTransformer(list -> list.prefix("tree/"))
                            .destination(back))
                .completionFuture()
                .join()
                .failedTransfers())
        .isEmpty();
    for (int i = 0; i < 40; i++) {
      String name = (i % 2 == 0 ? "deeper down/" : "") + "file-" + i;
      assertThat(back.resolve(name)).hasSameBinaryContentAs(directory.resolve("tree", name));
    }
  }
}
