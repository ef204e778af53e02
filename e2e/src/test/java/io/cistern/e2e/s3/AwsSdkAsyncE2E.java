package io.cistern.e2e.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.BlockingOutputStreamAsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** The AWS SDK for Java, asynchronous, over Netty, as it comes and with its own multipart. */
@Timeout(300)
class AwsSdkAsyncE2E {
  private static final String BUCKET = "sdk-async";

  @RegisterExtension static final RunningGateway GATEWAY = new RunningGateway();

  private static S3AsyncClient s3;

  /** Cuts large objects into parts. */
  private static S3AsyncClient inParts;

  @BeforeAll
  static void connect() {
    s3 = client(false);
    inParts = client(true);
    s3.createBucket(request -> request.bucket(BUCKET)).join();
  }

  private static S3AsyncClient client(boolean multipart) {
    return S3AsyncClient.builder()
        .endpointOverride(GATEWAY.endpoint())
        .region(RunningGateway.REGION)
        .credentialsProvider(GATEWAY.credentials())
        .forcePathStyle(true)
        .multipartEnabled(multipart)
        .build();
  }

  @AfterAll
  static void disconnect() {
    s3.close();
    inParts.close();
  }

  private static CompletableFuture<byte[]> get(S3AsyncClient client, String key) {
    return client
        .getObject(request -> request.bucket(BUCKET).key(key), AsyncResponseTransformer.toBytes())
        .thenApply(ResponseBytes::asByteArray);
  }

  @Test
  void manyObjectsAtATimeComeBack() {
    List<CompletableFuture<PutObjectResponse>> puts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String key = "many/" + i;
      byte[] bytes = Contents.bytes(i, i * 997);
      puts.add(
          s3.putObject(
              request -> request.bucket(BUCKET).key(key), AsyncRequestBody.fromBytes(bytes)));
    }
    CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new)).join();
    List<CompletableFuture<byte[]>> gets = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      gets.add(get(s3, "many/" + i));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(gets.get(i).join()).isEqualTo(Contents.bytes(i, i * 997));
    }
  }

  @Test
  void aLargeFileGoesInPartsAndComesBack(@TempDir Path directory) {
    Path file = Contents.file(directory, "large", 30_000_001);
    inParts
        .putObject(request -> request.bucket(BUCKET).key("large"), AsyncRequestBody.fromFile(file))
        .join();
    assertThat(s3.headObject(request -> request.bucket(BUCKET).key("large")).join().eTag())
        .contains("-");
    Path back = directory.resolve("back");
    inParts
        .getObject(
            request -> request.bucket(BUCKET).key("large"), AsyncResponseTransformer.toFile(back))
        .join();
    assertThat(Contents.sha256(back)).isEqualTo(Contents.sha256(file));
    assertThat(Files.exists(back)).isTrue();
  }

  @Test
  void whatIsWrittenWhileItIsSentComesBack() throws IOException {
    BlockingOutputStreamAsyncRequestBody body = AsyncRequestBody.forBlockingOutputStream(null);
    CompletableFuture<PutObjectResponse> put =
        inParts.putObject(request -> request.bucket(BUCKET).key("written"), body);
    byte[] bytes = Contents.bytes(3, 12_000_000);
    try (var out = body.outputStream()) {
      for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
        int count = Math.min(rest.remaining(), 70_001);
        out.write(bytes, rest.position(), count);
        rest.position(rest.position() + count);
      }
    }
    put.join();
    assertThat(Contents.sha256(get(inParts, "written").join())).isEqualTo(Contents.sha256(bytes));
  }
}
