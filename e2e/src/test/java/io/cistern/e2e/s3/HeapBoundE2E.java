package io.cistern.e2e.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The packaged gateway, with the heap that docs/operations.md says is enough, under all at once
 * that takes memory: bodies of many clients, clients that read and write slowly, uploads of many
 * parts, deletions and lists of a thousand long keys. A gateway that runs out of memory ends; this
 * one gives every answer. {@code -Dcistern.e2e.body-mib=64} for the long run.
 */
@Timeout(900)
class HeapBoundE2E {
  private static final String BUCKET = "heap";
  private static final int CLIENTS = 64;
  private static final int SLOW = 32;
  private static final int PART = 5 << 20;
  private static final int PARTS = 40;
  private static final byte[] BODY =
      Contents.bytes(1, Integer.getInteger("cistern.e2e.body-mib", 4) << 20);

  /** As long as a key can be, so that a page of them is as large as it can be. */
  private static final String LONG = "k".repeat(1_000);

  @RegisterExtension static final RunningGateway GATEWAY = new RunningGateway();

  private static S3Client s3;
  private static S3Presigner presigner;

  @BeforeAll
  static void connect() {
    s3 =
        GATEWAY
            .clientBuilder()
            .overrideConfiguration(
                configuration -> configuration.apiCallTimeout(Duration.ofMinutes(10)))
            .build();
    presigner = GATEWAY.presigner();
    s3.createBucket(request -> request.bucket(BUCKET));
  }

  @AfterAll
  static void disconnect() {
    presigner.close();
    s3.close();
  }

  @Test
  void everythingAtOnceFitsTheHeap() throws Exception {
    put("shared");
    AtomicBoolean working = new AtomicBoolean(true);
    List<Callable<Void>> slow = new ArrayList<>();
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < SLOW; i++) {
      slow.add(() -> readSlowly(working));
      slow.add(() -> writeSlowly(working));
    }
    for (int i = 0; i < CLIENTS; i++) {
      String key = "body-" + i;
      work.add(() -> putAndGet(key));
    }
    for (int i = 0; i < 6; i++) {
      String prefix = "documents-" + i + "/";
      work.add(() -> fillListAndEmpty(prefix));
    }
    for (int i = 0; i < 3; i++) {
      String key = "parts-" + i;
      work.add(() -> uploadInParts(key));
    }
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<Void>> behind = new ArrayList<>();
      slow.forEach(one -> behind.add(threads.submit(one)));
      try {
        for (Future<Void> one : work.stream().map(threads::submit).toList()) {
          one.get();
        }
      } finally {
        working.set(false);
      }
      for (Future<Void> one : behind) {
        one.get();
      }
    }
    assertThat(GATEWAY.isAlive()).isTrue();
  }

  private static void put(String key) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(presignedPut(key))
              .PUT(HttpRequest.BodyPublishers.ofByteArray(BODY))
              .build();
      assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  private static Void putAndGet(String key) throws IOException, InterruptedException {
    put(key);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> got =
          http.send(
              HttpRequest.newBuilder(presignedGet(key)).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = got.body()) {
        assertThat(crc(body)).isEqualTo(crc(new ByteArrayInputStream(BODY)));
      }
    }
    return null;
  }

  private static long crc(InputStream in) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[1 << 16];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      crc.update(buffer, 0, count);
    }
    return crc.getValue();
  }

  /** Reads a little of a large body, now and then. */
  private static Void readSlowly(AtomicBoolean working) throws Exception {
    URI url = presignedGet("shared");
    try (Socket socket = open(url)) {
      socket.setReceiveBufferSize(4_096);
      send(socket, "GET", url, "");
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200");
      while (working.get()) {
        in.readNBytes(1_024);
        Thread.sleep(200);
      }
    }
    return null;
  }

  /** Sends a little of a large body, now and then, and never its end. */
  private static Void writeSlowly(AtomicBoolean working) throws Exception {
    URI url = presignedPut("never");
    try (Socket socket = open(url)) {
      send(socket, "PUT", url, "Content-Length: 4000000000\r\n");
      OutputStream out = socket.getOutputStream();
      while (working.get()) {
        out.write(new byte[100_000]);
        Thread.sleep(200);
      }
    }
    return null;
  }

  private static Socket open(URI url) throws IOException {
    return new Socket(url.getHost(), url.getPort());
  }

  private static void send(Socket socket, String method, URI url, String headers)
      throws IOException {
    String head =
        "%s %s?%s HTTP/1.1\r\nHost: %s:%d\r\n%s\r\n"
            .formatted(
                method, url.getRawPath(), url.getRawQuery(), url.getHost(), url.getPort(), headers);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
  }

  private static URI presignedPut(String key) {
    return URI.create(
        presigner
            .presignPutObject(
                sign ->
                    sign.signatureDuration(Duration.ofHours(1))
                        .putObjectRequest(request -> request.bucket(BUCKET).key(key)))
            .url()
            .toString());
  }

  private static URI presignedGet(String key) {
    return URI.create(
        presigner
            .presignGetObject(
                sign ->
                    sign.signatureDuration(Duration.ofHours(1))
                        .getObjectRequest(request -> request.bucket(BUCKET).key(key)))
            .url()
            .toString());
  }

  private static Void fillListAndEmpty(String prefix) {
    List<String> keys =
        IntStream.range(0, 1_000).mapToObj(i -> "%s%04d%s".formatted(prefix, i, LONG)).toList();
    keys.forEach(
        key -> s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString("x")));
    for (int i = 0; i < 20; i++) {
      assertThat(s3.listObjectsV2(list -> list.bucket(BUCKET).prefix(prefix)).contents())
          .hasSize(1_000);
    }
    List<ObjectIdentifier> all =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    assertThat(
            s3.deleteObjects(
                    request -> request.bucket(BUCKET).delete(delete -> delete.objects(all)))
                .deleted())
        .hasSize(1_000);
    assertThat(s3.listObjectsV2(list -> list.bucket(BUCKET).prefix(prefix)).contents()).isEmpty();
    return null;
  }

  private static Void uploadInParts(String key) {
    byte[] part = Contents.bytes(2, PART);
    String source = key + "-source";
    s3.putObject(put -> put.bucket(BUCKET).key(source), RequestBody.fromBytes(part));
    String upload = s3.createMultipartUpload(begin -> begin.bucket(BUCKET).key(key)).uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    for (int i = 1; i <= PARTS; i++) {
      int number = i;
      String tag =
          s3.uploadPartCopy(
                  copy ->
                      copy.sourceBucket(BUCKET)
                          .sourceKey(source)
                          .destinationBucket(BUCKET)
                          .destinationKey(key)
                          .uploadId(upload)
                          .partNumber(number))
              .copyPartResult()
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    s3.completeMultipartUpload(
        done ->
            done.bucket(BUCKET)
                .key(key)
                .uploadId(upload)
                .multipartUpload(listed -> listed.parts(parts)));
    assertThat(s3.headObject(head -> head.bucket(BUCKET).key(key)).contentLength())
        .isEqualTo((long) PART * PARTS);
    return null;
  }
}
