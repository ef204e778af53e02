package io.cistern.s3.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.ListRequest;
import io.cistern.s3.testing.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no form, or not signed, or more than a form may be. */
class FormRefusalsTest extends PostStore {
  private static final String UNSIGNED =
      "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n"
          + "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b--\r\n";

  @Test
  void whoHasNotSignedIsDenied() {
    refused(raw("b", UNSIGNED), 403, "AccessDenied");
    refused(PostForm.to("k"), 400, "InvalidArgument");
  }

  @Test
  void aSignatureOfAnotherPolicyIsNoSignature() {
    refused(
        PostForm.to("k").signed().field("x-amz-signature", "0".repeat(64)),
        403,
        "SignatureDoesNotMatch");
    refused(PostForm.to("k").signed().field("policy", "e30="), 403, "SignatureDoesNotMatch");
  }

  @Test
  void credentialsOfTheQueryOrHeadersAreNotThoseOfTheForm() {
    PostForm form =
        new PostForm()
            .field("key", "k")
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + PostForm.CREDENTIAL);
    refused(form, 403, "AccessDenied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "x-amz-credential", "x-amz-date", "x-amz-algorithm", "bucket"})
  void aFieldThatComesTwiceIsRefused(String name) {
    PostForm form = PostForm.to("k").covered("bucket", "bucket").signed();
    String body = new String(form.body(), StandardCharsets.UTF_8);
    String first = body.substring(0, body.indexOf("\r\n"));
    String twice =
        first
            + "\r\nContent-Disposition: form-data; name=\""
            + name.toUpperCase(Locale.ROOT)
            + "\"\r\n\r\nother\r\n"
            + body;
    Answer answer = answer(form.request(twice.getBytes(StandardCharsets.UTF_8), 100));
    assertThat(answer.code()).isEqualTo("MalformedPOSTRequest");
    nothingIsStored();
  }

  @Test
  void aFormWithoutFileOrKeyIsRefusedByName() {
    Answer noFile =
        refused(
            raw("b", "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--b--"),
            400,
            "InvalidArgument");
    assertThat(noFile.element("ArgumentName")).isEqualTo("file");
    Answer noKey =
        refused(
            new PostForm()
                .condition("{\"bucket\": \"bucket\"}")
                .covered("x-amz-algorithm", "AWS4-HMAC-SHA256")
                .covered("x-amz-credential", PostForm.CREDENTIAL)
                .covered("x-amz-date", PostForm.DATE)
                .signed(),
            400,
            "InvalidArgument");
    assertThat(noKey.element("ArgumentName")).isEqualTo("key");
    refused(PostForm.to("").signed(), 400, "InvalidArgument");
    refused(PostForm.to("k".repeat(1025)).signed(), 400, "KeyTooLongError");
  }

  @Test
  void fieldsOfMoreThanTwentyKilobytesAreTooMany() {
    refused(
        PostForm.to("k").covered("x-amz-meta-a", "x".repeat(20_480)).signed(),
        400,
        "MaxPostPreDataLengthExceededError");
    PostForm many = PostForm.to("k");
    for (int i = 0; i < 300; i++) {
      many.field("x-ignore-" + i, "");
    }
    refused(many.signed(), 400, "MaxPostPreDataLengthExceededError");
    refused(raw("b", "x".repeat(1_000_000) + UNSIGNED), 400, "MaxPostPreDataLengthExceededError");
    refused(
        raw("b", "--b\r\nX: " + "x".repeat(1_000_000)), 400, "MaxPostPreDataLengthExceededError");
    refused(raw("b", "--b" + " ".repeat(1_000_000)), 400, "MaxPostPreDataLengthExceededError");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--b",
        "--b--",
        "--b\r\n",
        "--b\r\n\r\nx\r\n--b--\r\n",
        "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
        "--b\r\nContent-Disposition: attachment; name=\"key\"\r\n\r\nx\r\n--b--\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"key\r\n\r\nx\r\n--b--\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--b--\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"a\"x\r\n\r\nx\r\n--b--\r\n",
        "--b\r\nno colon\r\n\r\nx\r\n--b--\r\n",
        "--bb\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nx\r\n--b--\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk"
      })
  void whatIsNoFormIsMalformed(String body) {
    Answer answer = answer(raw("b", body));
    assertThat(answer.code()).isIn("MalformedPOSTRequest", "InvalidArgument");
    assertThat(answer.status()).isEqualTo(400);
    nothingIsStored();
  }

  @ParameterizedTest
  @CsvSource({
    "multipart/form-data,MalformedPOSTRequest,400",
    "multipart/form-data; boundary=,MalformedPOSTRequest,400",
    "'multipart/form-data; boundary=\"',MalformedPOSTRequest,400",
    "'multipart/form-data; boundary=\"a ',MalformedPOSTRequest,400",
    "multipart/form-data; boundary=ü,MalformedPOSTRequest,400",
    "application/x-www-form-urlencoded,PreconditionFailed,412",
    "multipart/mixed; boundary=b,PreconditionFailed,412"
  })
  void aBodyOfAnotherTypeIsNoForm(String type, String code, int status) {
    refused(PostForm.to("k").header("Content-Type", type).signed(), status, code);
  }

  @Test
  void aFileCutOffIsNotStored() {
    PostForm form = PostForm.to("k").signed();
    byte[] body = form.body();
    int end =
        new String(body, StandardCharsets.ISO_8859_1).indexOf("\r\n------", body.length - 250);
    for (int length = 0; length < end + 10; length += 3) {
      Answer answer = answer(form.request(Arrays.copyOf(body, length), 1000));
      assertThat(answer.status()).as("cut to %d of %d", length, end).isEqualTo(400);
    }
    nothingIsStored();
  }

  @Test
  void whateverIsChangedInAFormItIsRefusedOrMeansTheSame() {
    PostForm form = PostForm.to("k").condition("{\"key\": \"k\"}").field("x-amz-meta-a", "b");
    byte[] body = form.condition("{\"x-amz-meta-a\": \"b\"}").signed().body();
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      byte[] changed = body.clone();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      Answer answer = answer(form.request(changed, 1 + random.nextInt(500)));
      assertThat(answer.status()).isIn(204, 400, 403, 404, 412, 501);
      if (answer.status() != 204) {
        assertThat(answer.code()).isNotEqualTo("InternalError").isNotEmpty();
      }
    }
    assertThat(
            store
                .listings()
                .objects(BUCKET, new ListRequest("", "", ListPosition.START, 10))
                .objects())
        .singleElement()
        .satisfies(
            object -> {
              assertThat(object.key().value()).isEqualTo("k");
              assertThat(object.metadata().user()).isEqualTo(Map.of("a", "b"));
            });
  }

  private static PostForm raw(String boundary, String body) {
    return new PostForm()
        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
        .whole(body);
  }
}
