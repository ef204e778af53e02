package io.cistern.s3.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.S3Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that could mean two things, or nothing, are refused, and what follows them is not read. */
@Timeout(120)
class FramingTest {
  /** For more connections at once than the test makes. */
  private static final HttpLimits MANY =
      new HttpLimits(4096, 8192, 999, 999, Duration.ofSeconds(20), Duration.ofSeconds(20), 1024);

  private static final String SMUGGLED = "GET /smuggled/key HTTP/1.1\r\nHost: h\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
        "PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
        "PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 1x\r\n\r\n",
        "PUT /b/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n",
        "PUT /b/k HTTP/1.1\r\nHost: h\r\nHost: other\r\n\r\n",
        "PUT /b/k HTTP/1.1\r\n\r\n",
        "PUT http://other/b/k HTTP/1.1\r\nHost: h\r\n\r\n",
        "PUT /b/k HTTP/1.1\r\nHost: h\r\nX y: z\r\n\r\n",
        "PUT b HTTP/1.1\r\nHost: h\r\n\r\n",
      })
  void anAmbiguousHeadIsRefusedAndEndsItsConnection(String head) {
    try (TestFront front = new TestFront(TestFront.LIMITS, (_, _) -> S3Response.ok());
        RawClient client = front.connect()) {
      client.send(head + SMUGGLED);
      RawClient.Response response = client.read();
      assertThat(response.status()).isBetween(400, 501);
      assertThat(response.text()).contains("<Code>", "<RequestId>");
      assertThat(client.readToEnd()).isEmpty();
      assertThat(front.ended).allSatisfy(ended -> assertThat(ended.answer().code()).isNotEmpty());
    }
  }

  @Test
  void chunkedWithALengthNeverLetsASecondRequestThrough() {
    try (TestFront front = new TestFront(TestFront.LIMITS, (_, _) -> S3Response.ok());
        RawClient client = front.connect()) {
      client.send(
          "PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "0\r\n\r\n"
              + SMUGGLED);
      client.readToEnd();
      assertThat(front.ended)
          .noneSatisfy(ended -> assertThat(ended.head().rawPath()).isEqualTo("/smuggled/key"));
    }
  }

  @Test
  void aHeadThatIsTooLongIsRefused() {
    try (TestFront front = new TestFront(TestFront.LIMITS, (_, _) -> S3Response.ok());
        RawClient client = front.connect()) {
      client.send("GET /b/k HTTP/1.1\r\nHost: h\r\nX-Long: " + "x".repeat(9000) + "\r\n\r\n");
      assertThat(client.read().text()).contains("<Code>RequestHeaderSectionTooLarge</Code>");
    }
  }

  @Test
  void thePathIsHandedOnAsItCame() {
    try (TestFront front =
            new TestFront(
                TestFront.LIMITS,
                (head, _) ->
                    new S3Response(
                        200,
                        java.util.List.of(),
                        new io.cistern.s3.api.ResponseBody.Whole(
                            (head.rawPath() + "?" + head.rawQuery())
                                .getBytes(StandardCharsets.US_ASCII))));
        RawClient client = front.connect()) {
      client.send("GET /b//a/../%2e%2E/./c%2Fd+?x=%20&y HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(client.read().text()).isEqualTo("/b//a/../%2e%2E/./c%2Fd+?x=%20&y");
      client.send("GET http://h/b//c HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(client.read().text()).isEqualTo("/b//c?");
    }
  }

  @Test
  void noBytesBringTheServerDown() {
    Random random = new Random(11);
    byte[] seed =
        "PUT /b/k?x=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc"
            .getBytes(StandardCharsets.US_ASCII);
    try (TestFront front = new TestFront(MANY, (_, body) -> drain(body))) {
      for (int i = 0; i < 400; i++) {
        byte[] bytes = seed.clone();
        for (int change = 0; change <= random.nextInt(4); change++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        try (RawClient client = front.connect()) {
          client.send(bytes);
        }
      }
      assertThat(front.ended)
          .noneSatisfy(ended -> assertThat(ended.answer().code()).isEqualTo("InternalError"));
      try (RawClient client = front.connect()) {
        client.send(SMUGGLED);
        assertThat(client.read().status()).isEqualTo(200);
      }
    }
  }

  private static S3Response drain(io.cistern.s3.api.BodySource body) {
    while (body.next() != null) {}
    return S3Response.ok();
  }
}
