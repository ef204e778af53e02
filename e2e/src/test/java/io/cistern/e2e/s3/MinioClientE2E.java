package io.cistern.e2e.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.ComposeObjectArgs;
import io.minio.GetObjectArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectsArgs;
import io.minio.Result;
import io.minio.SourceObject;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import io.minio.messages.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MinIO's client for Java. */
class MinioClientE2E {
  private static final String BUCKET = "minio-java";
  private static final int MIB = 1 << 20;

  @RegisterExtension static final RunningGateway GATEWAY = new RunningGateway();

  private static MinioClient client = MinioClient.builder().endpoint("http://127.0.0.1").build();

  @BeforeAll
  static void connect() throws MinioException {
    client =
        MinioClient.builder()
            .endpoint(GATEWAY.endpoint().toString())
            .credentials(GATEWAY.accessKey(), GATEWAY.secretKey())
            .region(RunningGateway.REGION.id())
            .build();
    client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
  }

  private static void put(String key, byte[] bytes, long partBytes) throws MinioException {
    client.putObject(
        PutObjectArgs.builder().bucket(BUCKET).object(key).stream(
                new ByteArrayInputStream(bytes), (long) bytes.length, partBytes)
            .build());
  }

  private static byte[] get(String key) throws MinioException, IOException {
    try (var in = client.getObject(GetObjectArgs.builder().bucket(BUCKET).object(key).build())) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000, 5 * MIB, 17 * MIB})
  void anObjectOfAnySizeComesBack(int length) throws MinioException, IOException {
    byte[] bytes = Contents.bytes(length, length);
    put("sizes/ü " + length, bytes, 5L * MIB);
    assertThat(Contents.sha256(get("sizes/ü " + length))).isEqualTo(Contents.sha256(bytes));
    assertThat(
            client
                .statObject(
                    StatObjectArgs.builder().bucket(BUCKET).object("sizes/ü " + length).build())
                .size())
        .isEqualTo(length);
  }

  @Test
  void listsGoOnOverPages() throws MinioException {
    for (int i = 0; i < 25; i++) {
      put("pages/" + i % 2 + "/" + i, new byte[] {1}, -1);
    }
    assertThat(keys(ListObjectsArgs.builder().prefix("pages/").recursive(true).maxKeys(4)))
        .hasSize(25)
        .isSorted();
    assertThat(keys(ListObjectsArgs.builder().prefix("pages/").maxKeys(1)))
        .containsExactly("pages/0/", "pages/1/");
  }

  private static List<String> keys(ListObjectsArgs.Builder what) throws MinioException {
    List<String> keys = new ArrayList<>();
    for (Result<Item> item : client.listObjects(what.bucket(BUCKET).build())) {
      keys.add(item.get().objectName());
    }
    return keys;
  }

  @Test
  void objectsAreComposedOnTheServer() throws MinioException, IOException {
    byte[] first = Contents.bytes(1, 5 * MIB);
    byte[] second = Contents.bytes(2, 70_000);
    put("compose/1", first, -1);
    put("compose/2", second, -1);
    client.composeObject(
        ComposeObjectArgs.builder()
            .bucket(BUCKET)
            .object("composed")
            .sources(
                // the client writes into the list
                new ArrayList<>(
                    List.of(
                        SourceObject.builder().bucket(BUCKET).object("compose/1").build(),
                        SourceObject.builder().bucket(BUCKET).object("compose/2").build())))
            .build());
    assertThat(get("composed"))
        .startsWith(first)
        .endsWith(second)
        .hasSize(first.length + second.length);
  }

  @Test
  void aPresignedAddressNeedsNoCredentials()
      throws MinioException, IOException, InterruptedException {
    put("signed", Contents.bytes(3, 1_000), -1);
    String url =
        client.getPresignedObjectUrl(
            GetPresignedObjectUrlArgs.builder()
                .method(Http.Method.GET)
                .bucket(BUCKET)
                .object("signed")
                .expiry(1, TimeUnit.MINUTES)
                .build());
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(
              http.send(
                      HttpRequest.newBuilder(URI.create(url)).build(),
                      HttpResponse.BodyHandlers.ofByteArray())
                  .body())
          .isEqualTo(Contents.bytes(3, 1_000));
    }
  }

  @Test
  void manyAreRemovedAtOnce() throws MinioException {
    List<String> keys = IntStream.range(0, 20).mapToObj(i -> "removed/" + i).toList();
    for (String key : keys) {
      put(key, new byte[0], -1);
    }
    for (Result<DeleteResult.Error> failed :
        client.removeObjects(
            RemoveObjectsArgs.builder()
                .bucket(BUCKET)
                .objects(keys.stream().map(DeleteRequest.Object::new).toList())
                .build())) {
      assertThat(failed.get()).isNull();
    }
    assertThat(keys(ListObjectsArgs.builder().prefix("removed/"))).isEmpty();
  }

  @Test
  void whatIsNotThereIsNoSuchKey() {
    assertThatThrownBy(() -> get("nowhere"))
        .isInstanceOfSatisfying(
            ErrorResponseException.class,
            refused -> assertThat(refused.errorResponse().code()).isEqualTo("NoSuchKey"));
  }
}
