package io.cistern.s3.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.TestPayload;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DocumentMemoryTest {
  private static final Duration SOON = Duration.ofMillis(50);

  /** Answers with what it is given. */
  private record Answering(String name, Supplier<S3Response> answer) implements Operation {
    @Override
    public List<Access> accesses(S3Request request) {
      return List.of();
    }

    @Override
    public S3Response handle(S3Request request) {
      return answer.get();
    }
  }

  private static Operation answering(DocumentMemory memory, String name, int bytes) {
    return memory.hold(new Answering(name, () -> S3Response.xml(new byte[bytes])));
  }

  private static S3Response ask(Operation operation) {
    return ask(operation, TestPayload.of(new byte[0]));
  }

  private static S3Response ask(Operation operation, TestPayload body) {
    return operation.handle(Requests.toBucket("POST", "bucket").body(body).build());
  }

  private static void sent(S3Response response) {
    ((ResponseBody.Counted) response.body()).sent().run();
  }

  private static void slowedDown(Operation operation) {
    assertThatThrownBy(() -> ask(operation))
        .isInstanceOfSatisfying(
            S3Exception.class, refused -> assertThat(refused.error()).isEqualTo(S3Error.SLOW_DOWN));
  }

  @Test
  void anAnswerHoldsItsMemoryUntilItIsSent() {
    DocumentMemory memory = new DocumentMemory(10 << 20, SOON);
    Operation list = answering(memory, "ListObjects", 3 << 20);
    S3Response first = ask(list);
    slowedDown(list);
    sent(first);
    for (int i = 0; i < 100; i++) {
      sent(ask(list));
    }
  }

  @Test
  void whatFailsHoldsNothing() {
    DocumentMemory memory = new DocumentMemory(10 << 20, SOON);
    Operation failing =
        memory.hold(
            new Answering(
                "ListObjects",
                () -> {
                  throw new S3Exception(S3Error.NO_SUCH_BUCKET);
                }));
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> ask(failing)).hasMessageContaining("bucket does not exist");
    }
    sent(ask(answering(memory, "ListObjects", 10)));
  }

  @Test
  void aRequestTakesMemoryForItsDocumentBeforeItIsRead() {
    DocumentMemory memory = new DocumentMemory(10 << 20, SOON);
    Operation small = answering(memory, "DeleteObjects", 10);
    Operation nested =
        memory.hold(
            new Answering(
                "DeleteObjects",
                () -> {
                  slowedDown(small);
                  return S3Response.ok();
                }));
    TestPayload document = TestPayload.of(new byte[0]);
    assertThat(ask(nested, document.withLength(5 << 20)).status()).isEqualTo(200);
    assertThat(ask(nested, document.withoutLength()).status()).isEqualTo(200);
    sent(ask(small));
  }

  @Test
  void whatStreamsTakesNone() {
    DocumentMemory memory = new DocumentMemory(1, SOON);
    for (String name : List.of("PutObject", "GetObject", "UploadPart", "HeadObject")) {
      Operation operation = new Answering(name, S3Response::ok);
      assertThat(memory.hold(operation)).isSameAs(operation);
    }
    assertThat(memory.hold(new Answering("ListParts", S3Response::ok)))
        .isNotInstanceOf(Answering.class);
  }
}
