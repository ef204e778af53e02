package io.cistern.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.model.Versioning;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions of puts and deletes, and those that turn a range into the whole. */
class ObjectConditionsTest extends TestStore {
  private static final String TAG = "\"5d41402abc4b2a76b9719d911017c592\"";

  @ParameterizedTest
  @CsvSource({
    "If-Match,ETAG,200",
    "If-Match,*,200",
    "If-Match,other,412",
    "If-Match,W/ETAG,412",
    "If-None-Match,*,412",
    "If-None-Match,ETAG,412",
    "If-None-Match,other,200"
  })
  void aPutOnConditionReplacesOnlyWhatItMeans(String name, String value, int status) {
    put(to("PUT").body("hello"));
    Answer answer = put(to("PUT").header(name, value.replace("ETAG", TAG)).body("new"));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(get(to("GET")).text()).isEqualTo(status == 200 ? "new" : "hello");
  }

  @ParameterizedTest
  @CsvSource({"ETAG,204", "*,204", "other,412", "W/ETAG,412"})
  void aDeleteOnConditionTakesOnlyWhatItMeans(String value, int status) {
    put(to("PUT").body("hello"));
    Answer answer = delete(to("DELETE").header("If-Match", value.replace("ETAG", TAG)));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(get(to("GET")).status()).isEqualTo(status == 204 ? 404 : 200);
  }

  @Test
  void aDeleteOnConditionOfWhatIsNotThereFails() {
    assertThat(delete(to("DELETE").header("If-Match", "*")).code()).isEqualTo("NoSuchKey");
    assertThat(delete(to("DELETE")).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "If-None-Match",
        "If-Unmodified-Since",
        "x-amz-if-match-size",
        "x-amz-if-match-last-modified-time"
      })
  void aDeleteIsNotDoneOnAConditionItDoesNotKnow(String name) {
    put(to("PUT").body("hello"));
    assertThat(delete(to("DELETE").header(name, "5")).code()).isEqualTo("NotImplemented");
    assertThat(get(to("GET")).text()).isEqualTo("hello");
  }

  @Test
  void deletingADeleteMarkerBringsTheObjectBack() {
    versioning(Versioning.ENABLED);
    put(to("PUT").body("hello"));
    String marker = delete(to("DELETE")).header("x-amz-version-id").orElseThrow();
    Answer deleted = delete(to("DELETE").parameter("versionId", marker));
    assertThat(deleted.header("x-amz-delete-marker")).hasValue("true");
    assertThat(deleted.header("x-amz-version-id")).hasValue(marker);
    assertThat(get(to("GET")).text()).isEqualTo("hello");
  }

  @ParameterizedTest
  @CsvSource({"ETAG,206", "other,200", "W/ETAG,200", "'Wed, 01 Jan 2020 00:00:00 GMT',200"})
  void aRangeIsGivenOnlyOfTheObjectThatIsMeant(String value, int status) {
    put(to("PUT").body("hello"));
    Answer answer =
        get(to("GET").header("Range", "bytes=1-2").header("If-Range", value.replace("ETAG", TAG)));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).isEqualTo(status == 206 ? "el" : "hello");
  }

  @Test
  void aRangeIsGivenOfTheObjectOfThatTime() {
    put(to("PUT").body("hello"));
    String modified = get(to("GET")).header("Last-Modified").orElseThrow();
    Answer answer = get(to("GET").header("Range", "bytes=1-2").header("If-Range", modified));
    assertThat(answer.status()).isEqualTo(206);
  }

  @Test
  void awsChunkedIsNotGivenBackAsACodingOfTheObject() {
    put(to("PUT").header("Content-Encoding", "aws-chunked").body("plain"));
    assertThat(get(to("GET")).header("Content-Encoding")).isEmpty();
    put(to("PUT").header("Content-Encoding", "gzip,aws-chunked").body("zipped"));
    assertThat(get(to("GET")).header("Content-Encoding")).hasValue("gzip");
  }

  @Test
  void headSaysWhatGetDoes() {
    put(to("PUT").header("x-amz-meta-a", "b").header("x-amz-tagging", "t=").body("hello"));
    var head = new HeadObject(store).handle(to("HEAD").build());
    assertThat(head.headers()).isEqualTo(get(to("GET")).headers());
    assertThat(((io.cistern.s3.api.ResponseBody.Streamed) head.body()).length()).isEqualTo(5);
  }

  private static Requests to(String method) {
    return Requests.toObject(method, "bucket", "key");
  }

  private Answer put(Requests request) {
    return Answer.of(new PutObject(store), request);
  }

  private Answer get(Requests request) {
    return Answer.of(new GetObject(store), request);
  }

  private Answer delete(Requests request) {
    return Answer.of(new DeleteObject(store), request);
  }
}
