package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.http.RawClient.Response;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectsOverHttpTest {
  @TempDir Path directory;
  private TestGateway served;
  private SignedClient gateway;

  @BeforeEach
  void serve() {
    served = new TestGateway(directory.resolve("store"));
    gateway = new SignedClient(served.port());
    assertThat(gateway.send("PUT", "/bucket", "").status()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void whatIsPutIsGivenBackAndHeadHasNoBody() {
    Response put = put("/bucket/key", "hello", "content-type", "text/plain", "x-amz-meta-a", "b");
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.headers()).containsEntry("etag", "\"5d41402abc4b2a76b9719d911017c592\"");
    for (String method : List.of("GET", "HEAD")) {
      Response got = gateway.send(method, "/bucket/key", "");
      assertThat(got.status()).isEqualTo(200);
      assertThat(got.headers())
          .containsEntry("content-length", "5")
          .containsEntry("content-type", "text/plain")
          .containsEntry("x-amz-meta-a", "b")
          .containsKeys("last-modified", "x-amz-request-id", "accept-ranges");
      assertThat(got.text()).isEqualTo(method.equals("GET") ? "hello" : "");
    }
    assertThat(gateway.send("DELETE", "/bucket/key", "").status()).isEqualTo(204);
    assertThat(gateway.send("GET", "/bucket/key", "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/../../b",
        "//a//b/",
        ".",
        "..",
        "a+b c",
        "a%2Fb",
        "\u00e4\ud83d\ude00",
        "a?b=c&d#e",
        "'\"<>&"
      })
  void everyKeyIsItself(String key) {
    String target = "/bucket/" + SignedClient.escaped(key);
    put(target, key);
    assertThat(gateway.send("GET", target, "").text()).isEqualTo(key);
    Response copied =
        put("/bucket/copy", "", "x-amz-copy-source", "bucket/" + SignedClient.escaped(key));
    assertThat(copied.status()).isEqualTo(200);
    assertThat(gateway.send("GET", "/bucket/copy", "").text()).isEqualTo(key);
    assertThat(gateway.send("DELETE", target, "").status()).isEqualTo(204);
    assertThat(gateway.send("GET", target, "").status()).isEqualTo(404);
    assertThat(gateway.send("GET", "/bucket/copy", "").text()).isEqualTo(key);
  }

  @Test
  void slashesAndDotsOfAPathAreNotFolded() {
    put("/bucket//a/./b/../c", "raw");
    assertThat(gateway.send("GET", "/bucket/%2Fa%2F.%2Fb%2F..%2Fc", "").text()).isEqualTo("raw");
    assertThat(gateway.send("GET", "/bucket/a/c", "").status()).isEqualTo(404);
  }

  @Test
  void composedAndDecomposedLettersAreTwoKeys() {
    put("/bucket/%C3%BC", "composed");
    put("/bucket/u%CC%88", "decomposed");
    assertThat(gateway.send("GET", "/bucket/%C3%BC", "").text()).isEqualTo("composed");
    assertThat(gateway.send("GET", "/bucket/u%CC%88", "").text()).isEqualTo("decomposed");
    assertThat(gateway.send("GET", "/bucket?list-type=2&encoding-type=url", "").text())
        .contains("<Key>u%CC%88</Key>", "<Key>%C3%BC</Key>", "<KeyCount>2</KeyCount>");
  }

  @Test
  void anEmptyTaggingHeaderIsNone() {
    assertThat(put("/bucket/key", "x", "x-amz-tagging", "").status()).isEqualTo(200);
    assertThat(gateway.send("GET", "/bucket/key", "").headers())
        .doesNotContainKey("x-amz-tagging-count");
  }

  @Test
  void everyErrorIsACompleteDocumentButToHead() {
    Response got = gateway.send("GET", "/bucket/.storageconfig", "");
    assertThat(got.status()).isEqualTo(404);
    assertThat(got.headers()).containsEntry("content-type", "application/xml");
    assertThat(got.text())
        .contains("<Code>NoSuchKey</Code>", "<Message>The specified key does not exist.</Message>")
        .contains("<Key>.storageconfig</Key>", "<Resource>/bucket/.storageconfig</Resource>")
        .contains("<RequestId>%s</RequestId>".formatted(got.headers().get("x-amz-request-id")));
    Response head = gateway.send("HEAD", "/bucket/.storageconfig", "");
    assertThat(head.status()).isEqualTo(404);
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "range,bytes=1-2,206,el",
    "range,bytes=-1,206,o",
    "range,bytes=9-,416,",
    "if-none-match,*,304,''",
    "if-match,other,412,"
  })
  void rangesAndConditionsReachTheClient(String name, String value, int status, String text) {
    put("/bucket/key", "hello");
    Response got = gateway.send("GET", "/bucket/key", "", name, value);
    assertThat(got.status()).isEqualTo(status);
    if (text != null) {
      assertThat(got.text()).isEqualTo(text);
    }
  }

  @Test
  void manyObjectsAreDeletedByOneRequestWhoseDigestHolds() {
    put("/bucket/a", "1");
    put("/bucket/b", "2");
    String list = "<Delete><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>";
    Response broken =
        gateway.send("POST", "/bucket?delete", list, "content-md5", SignedClient.md5("other"));
    assertThat(broken.text()).contains("<Code>BadDigest</Code>");
    assertThat(gateway.send("GET", "/bucket/a", "").text()).isEqualTo("1");
    Response deleted =
        gateway.send("POST", "/bucket?delete", list, "content-md5", SignedClient.md5(list));
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.text()).contains("<Deleted><Key>a</Key></Deleted>");
    assertThat(gateway.send("GET", "/bucket/b", "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UNSIGNED-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
      })
  void noFormOfABodyIsAWayAroundTheSignature(String form) {
    put("/bucket/key", "hello");
    Response answer =
        gateway.sendUnsigned(
            "PUT",
            "/bucket/key",
            "1\r\nx\r\n0\r\n\r\n",
            "x-amz-content-sha256",
            form,
            "x-amz-decoded-content-length",
            "1",
            "content-encoding",
            "aws-chunked");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("<Code>AccessDenied</Code>");
    assertThat(gateway.send("GET", "/bucket/key", "").text()).isEqualTo("hello");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/bucket/key",
    "HEAD,/bucket/key",
    "PUT,/bucket/key",
    "DELETE,/bucket/key",
    "GET,/bucket/key?tagging",
    "DELETE,/bucket/key?tagging",
    "GET,/bucket/key?attributes",
    "POST,/bucket?delete"
  })
  void nobodyIsAllowedWhatIsNotSigned(String method, String target) {
    put("/bucket/key", "hello", "x-amz-tagging", "a=b");
    String list = "<Delete><Object><Key>key</Key></Object></Delete>";
    String body = method.equals("POST") ? list : "";
    Response answer =
        gateway.sendUnsigned(
            method,
            target,
            body,
            "content-md5",
            SignedClient.md5(body),
            "x-amz-object-attributes",
            "ETag");
    assertThat(answer.status()).isEqualTo(403);
    Response got = gateway.send("GET", "/bucket/key", "");
    assertThat(got.text()).isEqualTo("hello");
    assertThat(got.headers()).containsEntry("x-amz-tagging-count", "1");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,/bucket/key?legal-hold",
    "PUT,/bucket/key?retention",
    "POST,/bucket/key?restore",
    "GET,/bucket/key?torrent"
  })
  void whatIsNotImplementedSaysSo(String method, String target) {
    put("/bucket/key", "hello");
    Response answer = gateway.send(method, target, "");
    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.text()).contains("<Code>NotImplemented</Code>");
    assertThat(gateway.send("GET", "/bucket/key", "").text()).isEqualTo("hello");
  }

  @Test
  void whoExpectsAnotherOwnerChangesNothing() {
    put("/bucket/key", "hello");
    Response refused = put("/bucket/key", "new", "x-amz-expected-bucket-owner", "111122223333");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(gateway.send("GET", "/bucket/key", "").text()).isEqualTo("hello");
  }

  private Response put(String target, String body, String... headers) {
    return gateway.send("PUT", target, body, headers);
  }
}
