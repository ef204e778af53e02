package io.cistern.s3.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Response;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies of requests: framing, leave to send, early ends, pace. */
@Timeout(60)
class RequestBodyTest {
  private static S3Response echo(RequestHead head, BodySource body) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuffer bytes = body.next(); bytes != null; bytes = body.next()) {
      byte[] chunk = new byte[bytes.remaining()];
      bytes.get(chunk);
      all.writeBytes(chunk);
    }
    return S3Response.ok().withBody(new ResponseBody.Whole(all.toByteArray()));
  }

  private static S3Response refuse(RequestHead head, BodySource body) {
    throw new S3Exception(S3Error.ACCESS_DENIED);
  }

  @Test
  void aBodyArrivesByteForByteInWhateverPiecesItComes() {
    byte[] sent = new byte[1_000_003];
    new Random(7).nextBytes(sent);
    try (TestFront front = new TestFront(TestFront.LIMITS, RequestBodyTest::echo);
        RawClient client = front.connect()) {
      client.send("PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: " + sent.length + "\r\n\r\n");
      client.send(sent);
      assertThat(client.read().body()).isEqualTo(sent);
    }
  }

  @Test
  void aChunkedBodyArrivesAndTheConnectionEnds() {
    try (TestFront front = new TestFront(TestFront.LIMITS, RequestBodyTest::echo);
        RawClient client = front.connect()) {
      client.send("PUT /b/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
      RawClient.Response response = client.read();
      assertThat(response.text()).isEqualTo("abcde");
      assertThat(response.headers()).containsEntry("connection", "close");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void leaveToSendIsGivenWhenTheBodyIsWanted() {
    try (TestFront front = new TestFront(TestFront.LIMITS, RequestBodyTest::echo);
        RawClient client = front.connect()) {
      client.send("PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n");
      client.send("Expect: 100-continue\r\n\r\n");
      assertThat(client.readHead().status()).isEqualTo(100);
      client.send("abc");
      assertThat(client.read().text()).isEqualTo("abc");
      client.send("PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx");
      assertThat(client.read().text()).isEqualTo("x");
    }
  }

  @Test
  void aRefusedRequestIsNotGivenLeaveToSend() {
    try (TestFront front = new TestFront(TestFront.LIMITS, RequestBodyTest::refuse);
        RawClient client = front.connect()) {
      client.send("PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n");
      client.send("Expect: 100-continue\r\n\r\n");
      RawClient.Response response = client.read();
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.headers()).containsEntry("connection", "close");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void leaveIsGivenToSendNothing() {
    try (TestFront front = new TestFront(TestFront.LIMITS, RequestBodyTest::echo);
        RawClient client = front.connect()) {
      client.send("PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n");
      client.send("Expect: 100-continue\r\n\r\n");
      assertThat(client.readHead().status()).isEqualTo(100);
      assertThat(client.read().status()).isEqualTo(200);
      client.send("PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx");
      assertThat(client.read().text()).isEqualTo("x");
    }
  }

  @Test
  void aRefusedRequestToSendNothingEndsItsConnectionToo() {
    try (TestFront front = new TestFront(TestFront.LIMITS, RequestBodyTest::refuse);
        RawClient client = front.connect()) {
      client.send("PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n");
      client.send("Expect: 100-continue\r\n\r\n");
      RawClient.Response response = client.read();
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.headers()).containsEntry("connection", "close");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aClientThatSendsARefusedBodyWithoutListeningStillReadsTheAnswer() {
    try (TestFront front = new TestFront(TestFront.LIMITS, RequestBodyTest::refuse);
        RawClient client = front.connect()) {
      client.send("PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 6000000\r\n\r\n");
      client.send(new byte[6_000_000]);
      RawClient.Response response = client.read();
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.text()).contains("<Code>AccessDenied</Code>");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aBodyThatBreaksOffIsIncomplete() throws Exception {
    try (TestFront front = new TestFront(TestFront.LIMITS, RequestBodyTest::echo)) {
      try (RawClient client = front.connect()) {
        client.send("PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 30\r\n\r\nabc");
      }
      assertThat(front.ended.take().answer().code()).isEqualTo("IncompleteBody");
    }
  }

  @Test
  void aBodyThatDripsIsCutOff() {
    HttpLimits limits =
        new HttpLimits(4096, 8192, 9, 9, Duration.ofSeconds(9), Duration.ofMillis(300), 1 << 20);
    try (TestFront front = new TestFront(limits, RequestBodyTest::echo);
        RawClient client = front.connect()) {
      client.send("PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 30\r\n\r\nabc");
      RawClient.Response response = client.read();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.text()).contains("<Code>RequestTimeout</Code>");
    }
  }

  @Test
  void aHeadThatDripsIsCutOff() {
    HttpLimits limits =
        new HttpLimits(4096, 8192, 9, 9, Duration.ofMillis(900), Duration.ofSeconds(9), 1);
    try (TestFront front = new TestFront(limits, RequestBodyTest::echo);
        RawClient client = front.connect()) {
      client.send("GET / HTTP/1.1\r\nHo");
      assertThat(client.isSilentFor(300)).isTrue();
      client.send("st: ");
      assertThat(client.readToEnd()).isEmpty();
    }
  }
}
