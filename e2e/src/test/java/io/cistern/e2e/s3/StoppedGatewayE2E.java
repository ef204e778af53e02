package io.cistern.e2e.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** SIGTERM under load: what is under way is finished, and what was acknowledged is there. */
@Timeout(180)
class StoppedGatewayE2E {
  private static final String BUCKET = "stopped";
  private static final int WRITERS = 8;

  @BeforeAll
  static void look() {
    RunningGateway.requirePackage();
  }

  @Test
  void aSlowRequestUnderWayIsFinishedAndNothingAcknowledgedIsLost() throws Exception {
    try (GatewayProcess gateway = new GatewayProcess().start();
        S3Client s3 = client(gateway)) {
      s3.createBucket(request -> request.bucket(BUCKET));
      List<String> acknowledged = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
          Socket slow = begin(presigned(gateway, "slow"))) {
        List<Future<List<String>>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          String prefix = "writer-" + i + "/";
          writers.add(threads.submit(() -> writeUntilRefused(s3, prefix)));
        }
        Thread.sleep(1_000);
        gateway.terminate();
        Thread.sleep(1_000);
        assertThat(gateway.isAlive()).as("it waits for the slow request").isTrue();
        slow.getOutputStream().write("end".getBytes(StandardCharsets.US_ASCII));
        assertThat(status(slow)).isEqualTo("HTTP/1.1 200");
        assertThat(gateway.awaitEnd()).as("exit status").isZero();
        for (Future<List<String>> writer : writers) {
          acknowledged.addAll(writer.get());
        }
      }
      assertThat(acknowledged).hasSizeGreaterThan(WRITERS);
      gateway.start();
      assertThat(text(s3, "slow")).isEqualTo("the end");
      for (String key : acknowledged) {
        assertThat(text(s3, key)).isEqualTo(key);
      }
    }
  }

  private static List<String> writeUntilRefused(S3Client s3, String prefix) {
    List<String> written = new ArrayList<>();
    try {
      while (true) {
        String key = prefix + written.size();
        s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(key));
        written.add(key);
      }
    } catch (SdkException stopped) {
      return written;
    }
  }

  private static String text(S3Client s3, String key) {
    return s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)).asUtf8String();
  }

  /** Sends all of a PUT but the last bytes of its body. */
  private static Socket begin(URI url) throws IOException {
    Socket socket = new Socket(url.getHost(), url.getPort());
    socket
        .getOutputStream()
        .write(
            "PUT %s?%s HTTP/1.1\r\nHost: %s:%d\r\nContent-Length: 7\r\n\r\nthe "
                .formatted(url.getRawPath(), url.getRawQuery(), url.getHost(), url.getPort())
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String status(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    InputStream in = socket.getInputStream();
    return new String(in.readNBytes(12), StandardCharsets.US_ASCII);
  }

  private static URI presigned(GatewayProcess gateway, String key) {
    try (S3Presigner presigner = gateway.presigner()) {
      return URI.create(
          presigner
              .presignPutObject(
                  sign ->
                      sign.signatureDuration(Duration.ofMinutes(5))
                          .putObjectRequest(request -> request.bucket(BUCKET).key(key)))
              .url()
              .toString());
    }
  }

  private static S3Client client(GatewayProcess gateway) {
    return gateway
        .clientBuilder()
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(retries -> retries.maxAttempts(1)))
        .build();
  }
}
