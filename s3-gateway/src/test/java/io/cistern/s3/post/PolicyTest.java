package io.cistern.s3.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.testing.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What policies say, and what they are held to be. */
class PolicyTest extends PostStore {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"x-amz-meta-a\": \"value\"}",
        "{\"X-Amz-Meta-A\": \"value\"}",
        "[\"eq\", \"$x-amz-meta-a\", \"value\"]",
        "[\"Eq\", \"$X-AMZ-meta-a\", \"value\"]",
        "[\"starts-with\", \"$x-amz-meta-a\", \"val\"]",
        "[\"STARTS-with\", \"$x-amz-meta-a\", \"\"]",
      })
  void aConditionThatHoldsLetsTheFormIn(String condition) {
    PostForm form = PostForm.to("k").field("X-Amz-meta-a", "value").condition(condition);
    assertThat(answer(form.signed()).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x-amz-meta-a\": \"Value\"}",
        "[\"eq\", \"$x-amz-meta-a\", \"valu\"]",
        "[\"starts-with\", \"$x-amz-meta-a\", \"alue\"]",
        "[\"starts-with\", \"$key\", \"other/\"]",
        "[\"eq\", \"$x-amz-meta-absent\", \"\"]",
        "[\"starts-with\", \"$x-amz-meta-absent\", \"\"]",
        "{\"bucket\": \"other\"}"
      })
  void aConditionThatDoesNotHoldDenies(String condition) {
    Answer answer =
        refused(
            PostForm.to("k").covered("x-amz-meta-a", "value").condition(condition).signed(),
            403,
            "AccessDenied");
    assertThat(answer.element("Message")).contains("Policy Condition failed");
  }

  @Test
  void conditionsAreHeldAgainstTheKeyAsItIsStored() {
    PostForm form = PostForm.to("${filename}").condition("[\"starts-with\", \"$key\", \"up/\"]");
    refused(form.file("secret", new byte[1]).signed(), 403, "AccessDenied");
    PostForm literal = PostForm.to("k").condition("{\"key\": \"${filename}\"}");
    refused(literal.file("f", new byte[1]).signed(), 403, "AccessDenied");
  }

  @Test
  void everyTypeOfAListMustBegin() {
    PostForm form = PostForm.to("k").condition("[\"starts-with\", \"$Content-Type\", \"image/\"]");
    refused(form.field("Content-Type", "image/png,text/html").signed(), 403, "AccessDenied");
    form.field("Content-Type", "image/png, image/jpeg").signed();
    assertThat(answer(form).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x-amz-meta-b", "Content-Type", "success_action_redirect", "acl", "other"})
  void aFieldThatNoConditionCoversIsExtra(String name) {
    Answer answer = refused(PostForm.to("k").field(name, "x").signed(), 403, "AccessDenied");
    assertThat(answer.element("Message"))
        .contains("Extra input fields: ")
        .containsIgnoringCase(name);
  }

  @Test
  void aPolicyMustNameItsBucket() {
    PostForm form =
        new PostForm()
            .covered("key", "k")
            .covered("x-amz-algorithm", "AWS4-HMAC-SHA256")
            .covered("x-amz-credential", PostForm.CREDENTIAL)
            .covered("x-amz-date", PostForm.DATE);
    assertThat(refused(form.signed(), 403, "AccessDenied").element("Message"))
        .endsWith("Extra input fields: bucket");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2015-12-29T12:00:00Z", "2015-12-29T11:59:59.999Z", "1970-01-01T00:00:00Z"})
  void aPolicyIsNotGoodFromItsExpirationOn(String when) {
    assertThat(
            refused(PostForm.to("k").expiring(when).signed(), 403, "AccessDenied")
                .element("Message"))
        .endsWith("Policy expired.");
  }

  @Test
  void aPolicyIsGoodUntilItsExpiration() {
    PostForm form = PostForm.to("k").expiring("2015-12-29T12:00:00.001Z");
    assertThat(answer(form.signed()).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({"0,6,EntityTooLarge", "8,100,EntityTooSmall", "0,0,EntityTooLarge"})
  void aFileOfAnotherSizeIsNotStored(long least, long most, String code) {
    String range = "[\"content-length-range\", %d, %d]".formatted(least, most);
    refused(PostForm.to("k").condition(range).signed(), 400, code);
    refused(
        PostForm.to("k").condition("[\"content-length-range\", 7, 7]").condition(range).signed(),
        400,
        code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7, 7", "0, 7", "7, 99999999999", "\"7\", \"8\""})
  void aFileOfTheRightSizeIsStored(String range) {
    PostForm form = PostForm.to("k").condition("[\"content-length-range\", %s]".formatted(range));
    assertThat(answer(form.signed()).status()).isEqualTo(204);
  }

  @Test
  void theDollarMayBeEscaped() {
    PostForm form = PostForm.to("$1").condition("[\"eq\", \"$key\", \"\\$1\"]");
    assertThat(answer(form.signed()).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"expiration\": \"2015-12-30T12:00:00Z\"}",
        "{\"conditions\": []}",
        "{\"EXPIRATION\": \"2015-12-30T12:00:00Z\", \"conditions\": []}",
        "{\"expiration\": \"2015-12-30T12:00:00Z\", \"CONDITIONS\": []}",
        "{\"expiration\": \"2015-12-30T12:00:00Z\", \"conditions\": [], \"conditions\": []}",
        "{\"expiration\": \"2015-12-30T12:00:00Z\", \"expiration\": \"2\", \"conditions\": []}",
        "{\"expiration\": \"2015-12-30T12:00:00Z\", \"conditions\": []} x",
        "{\"expiration\": \"2015-12-30T12:00:00Z\", \"conditions\": []} {}",
        "{\"expiration\": \"tomorrow\", \"conditions\": []}",
        "{\"expiration\": 1451476800, \"conditions\": []}",
        "{\"expiration\": \"2015-12-30T12:00:00Z\", \"conditions\": {}}",
        "{\"expiration\": \"2015-12-30T12:00:00Z\", \"conditions\": [1]}",
        "{\"expiration\": \"2015-12-30T12:00:00Z\", \"conditions\": [[[[[[]]]]]]}",
        "{\"expiration\": \"2015-12-30T12:00:00Z\", \"conditions\": [], \"more\": 1}"
      })
  void whatIsNoPolicyIsRefused(String json) {
    refused(PostForm.to("k").signed(json), 400, "InvalidPolicyDocument");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\": 1}",
        "{\"a\": \"1\", \"b\": \"2\"}",
        "{\"a\": \"1\", \"a\": \"1\"}",
        "{\"a\": {\"b\": \"c\"}}",
        "[]",
        "[\"eq\"]",
        "[\"eq\", \"$key\"]",
        "[\"eq\", \"key\", \"k\"]",
        "[\"eq\", \"$key\", \"k\", \"k\"]",
        "[\"ends-with\", \"$key\", \"k\"]",
        "[\"content-length-range\", 0]",
        "[\"content-length-range\", -1, 0]",
        "[\"content-length-range\", 2, 1]",
        "[\"content-length-range\", 0, 1e9]",
        "[\"content-length-range\", 0, 99999999999999999999]",
        "[\"content-length-range\", 0, 1, 2]"
      })
  void whatIsNoConditionIsRefused(String condition) {
    refused(PostForm.to("k").condition(condition).signed(), 400, "InvalidPolicyDocument");
  }

  @Test
  void noDocumentBreaksTheReader() {
    byte[] valid =
        "{\"expiration\": \"2015-12-30T12:00:00Z\", \"conditions\": [{\"bucket\": \"b\"},[\"eq\",\"$key\",\"\\u0041\"],[\"content-length-range\",1,2]]}"
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      byte[] changed = valid.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        changed[random.nextInt(changed.length)] =
            random.nextBoolean() ? (byte) random.nextInt(256) : valid[random.nextInt(valid.length)];
      }
      try {
        Policy policy = PolicyReader.read(Base64.getEncoder().encodeToString(changed));
        assertThat(policy.expiration()).isNotNull();
      } catch (S3Exception refused) {
        assertThat(refused.error()).isEqualTo(S3Error.INVALID_POLICY_DOCUMENT);
      }
    }
    assertThatThrownBy(() -> PolicyReader.read("not base64!"))
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused -> assertThat(refused.error()).isEqualTo(S3Error.INVALID_POLICY_DOCUMENT));
  }
}
