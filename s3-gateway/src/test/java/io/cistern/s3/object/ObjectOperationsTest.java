package io.cistern.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.TestPayload;
import io.cistern.s3.testing.TestStore;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectOperationsTest extends TestStore {
  @Test
  void whatIsPutIsGivenBackWithItsHeaders() {
    Answer put =
        put(
            to("PUT")
                .header("Content-Type", "text/plain")
                .header("x-amz-meta-a", "b")
                .header("x-amz-tagging", "t=1")
                .header("x-amz-storage-class", "GLACIER")
                .body("hello"));
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.header("ETag")).hasValue("\"5d41402abc4b2a76b9719d911017c592\"");
    Answer got = get(to("GET"));
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.text()).isEqualTo("hello");
    assertThat(got.header("Content-Type")).hasValue("text/plain");
    assertThat(got.header("x-amz-meta-a")).hasValue("b");
    assertThat(got.header("x-amz-tagging-count")).hasValue("1");
    assertThat(got.header("x-amz-storage-class")).hasValue("GLACIER");
  }

  @Test
  void aBodyThatFailsItsVerificationLeavesWhatWasThere() {
    put(to("PUT").body("before"));
    TestPayload broken =
        TestPayload.of(new byte[100_000]).failing(new S3Exception(S3Error.BAD_DIGEST));
    assertThat(put(to("PUT").body(broken)).code()).isEqualTo("BadDigest");
    assertThat(get(to("GET")).text()).isEqualTo("before");
  }

  @Test
  void aBodyWithoutLengthIsRefused() {
    Answer put = put(to("PUT").body(TestPayload.of(new byte[1]).withoutLength()));
    assertThat(put.status()).isEqualTo(411);
    assertThat(put.code()).isEqualTo("MissingContentLength");
  }

  @Test
  void aBodyOfMoreThanFiveGibibytesIsRefusedBeforeAByteIsRead() {
    TestPayload broken = TestPayload.of(new byte[0]).failing(new S3Exception(S3Error.BAD_DIGEST));
    long most = 5L << 30;
    assertThat(put(to("PUT").body(broken.withLength(most))).code()).isEqualTo("BadDigest");
    Answer put = put(to("PUT").body(broken.withLength(most + 1)));
    assertThat(put.status()).isEqualTo(400);
    assertThat(put.code()).isEqualTo("EntityTooLarge");
    assertThat(put.element("MaxSizeAllowed")).isEqualTo(Long.toString(most));
    assertThat(get(to("GET")).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,206,0,bytes 0-0/10",
    "bytes=2-4,206,234,bytes 2-4/10",
    "bytes=7-,206,789,bytes 7-9/10",
    "bytes=7-99999999999999999999,206,789,bytes 7-9/10",
    "bytes=-3,206,789,bytes 7-9/10",
    "bytes=-99,206,0123456789,bytes 0-9/10",
    "'bytes=0-1,3-4',200,0123456789,",
    "bytes=4-2,200,0123456789,",
    "items=0-1,200,0123456789,",
    "bytes=-,200,0123456789,"
  })
  void aRangeGivesItsBytesAndNonsenseTheWhole(
      String range, int status, String text, String contentRange) {
    put(to("PUT").body("0123456789"));
    Answer got = get(to("GET").header("Range", range));
    assertThat(got.status()).isEqualTo(status);
    assertThat(got.text()).isEqualTo(text);
    assertThat(got.header("Content-Range").orElse(null)).isEqualTo(contentRange);
  }

  @ParameterizedTest
  @CsvSource({"bytes=10-,0123456789", "bytes=-0,0123456789", "bytes=0-,''", "bytes=-5,''"})
  void aRangeOutsideTheObjectIsNotSatisfiable(String range, String text) {
    put(to("PUT").body(text));
    Answer got = get(to("GET").header("Range", range));
    assertThat(got.status()).isEqualTo(416);
    assertThat(got.code()).isEqualTo("InvalidRange");
    assertThat(got.header("Content-Range")).hasValue("bytes */" + text.length());
    assertThat(got.element("ActualObjectSize")).isEqualTo("" + text.length());
    assertThat(got.element("RangeRequested")).isEqualTo(range);
  }

  @ParameterizedTest
  @CsvSource({
    "If-Match,ETAG,If-Unmodified-Since,PAST,200",
    "If-Match,other,If-Unmodified-Since,FUTURE,412",
    "If-None-Match,other,If-Modified-Since,FUTURE,200",
    "If-None-Match,ETAG,If-Modified-Since,PAST,304",
    "If-None-Match,W/ETAG,Accept,x,304",
    "If-Modified-Since,FUTURE,Accept,x,304",
    "If-Unmodified-Since,PAST,Accept,x,412"
  })
  void tagsGoBeforeTimesInConditionsOfReads(
      String name, String value, String second, String secondValue, int status) {
    put(to("PUT").body("hello"));
    Answer got = get(to("GET").header(name, value(value)).header(second, value(secondValue)));
    assertThat(got.status()).isEqualTo(status);
    if (status == 304) {
      assertThat(got.header("ETag")).hasValue("\"5d41402abc4b2a76b9719d911017c592\"");
      assertThat(got.header("Last-Modified")).isPresent();
    }
  }

  @Test
  void of32RacersForAnAbsentKeyOneWins() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> racers =
          IntStream.range(0, 32)
              .<Callable<Integer>>mapToObj(
                  i -> () -> put(to("PUT").header("If-None-Match", "*").body("r" + i)).status())
              .toList();
      List<Integer> statuses =
          threads.invokeAll(racers).stream().map(Future::resultNow).sorted().toList();
      assertThat(statuses).hasSize(32).startsWith(200).endsWith(412);
      assertThat(statuses.subList(1, 32)).containsOnly(412);
    }
  }

  @Test
  void putIfMatchOfAnAbsentKeyIsNoSuchKey() {
    assertThat(put(to("PUT").header("If-Match", "\"a\"").body("x")).code()).isEqualTo("NoSuchKey");
  }

  @Test
  void aDeleteMarkerIs404AsTheLatestAnd405ByItsVersion() {
    versioning(Versioning.ENABLED);
    put(to("PUT").body("hello"));
    Answer deleted = Answer.of(new DeleteObject(store), to("DELETE"));
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.header("x-amz-delete-marker")).hasValue("true");
    String marker = deleted.header("x-amz-version-id").orElseThrow();
    Answer latest = get(to("GET"));
    assertThat(latest.status()).isEqualTo(404);
    assertThat(latest.header("x-amz-delete-marker")).hasValue("true");
    Answer named = get(to("GET").parameter("versionId", marker));
    assertThat(named.status()).isEqualTo(405);
    assertThat(named.header("Allow")).hasValue("DELETE");
    assertThat(named.header("Last-Modified")).isPresent();
  }

  @Test
  void aGarbageVersionIdIsAnInvalidArgument() {
    assertThat(get(to("GET").parameter("versionId", "x")).code()).isEqualTo("InvalidArgument");
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-server-side-encryption,AES256,NotImplemented",
    "x-amz-server-side-encryption-customer-algorithm,AES256,NotImplemented",
    "x-amz-object-lock-mode,GOVERNANCE,NotImplemented",
    "x-amz-website-redirect-location,/x,NotImplemented",
    "x-amz-acl,public-read,AccessControlListNotSupported",
    "x-amz-acl,private,''"
  })
  void whatIsNotDoneIsRefusedByName(String header, String value, String code) {
    assertThat(put(to("PUT").header(header, value).body("x")).code()).isEqualTo(code);
  }

  @Test
  void tagsAreReplacedReadAndRemoved() {
    put(to("PUT").body("hello"));
    String xml = "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>";
    assertThat(Answer.of(new PutObjectTagging(store), to("PUT").body(xml)).status()).isEqualTo(200);
    assertThat(tags(to("GET"))).contains("<Tag><Key>a</Key><Value>1</Value></Tag>");
    assertThat(Answer.of(new DeleteObjectTagging(store), to("DELETE")).status()).isEqualTo(204);
    assertThat(tags(to("GET"))).contains("<TagSet></TagSet>");
  }

  @Test
  void aVersionsTagsAreItsOwn() {
    versioning(Versioning.ENABLED);
    String old = put(to("PUT").body("old")).header("x-amz-version-id").orElseThrow();
    put(to("PUT").header("x-amz-tagging", "new=1").body("new"));
    String xml = "<Tagging><TagSet><Tag><Key>old</Key><Value>2</Value></Tag></TagSet></Tagging>";
    Requests putTags = to("PUT").parameter("versionId", old).body(xml);
    assertThat(Answer.of(new PutObjectTagging(store), putTags).header("x-amz-version-id"))
        .hasValue(old);
    assertThat(tags(to("GET").parameter("versionId", old))).contains("<Key>old</Key>");
    assertThat(tags(to("GET"))).contains("<Key>new</Key>").doesNotContain("<Key>old</Key>");
    Requests deleteTags = to("DELETE").parameter("versionId", old);
    assertThat(Answer.of(new DeleteObjectTagging(store), deleteTags).status()).isEqualTo(204);
    assertThat(tags(to("GET").parameter("versionId", old))).contains("<TagSet></TagSet>");
    assertThat(tags(to("GET"))).contains("<Key>new</Key>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cache-Control",
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Content-Type",
        "Expires"
      })
  void headersOfTheResponseCanBeOverridden(String name) {
    put(to("PUT").header(name, "stored").body("hello"));
    assertThat(get(to("GET")).header(name)).hasValue("stored");
    Requests asked = to("GET").parameter("response-" + name.toLowerCase(Locale.ROOT), "asked");
    assertThat(get(asked).header(name)).hasValue("asked");
  }

  private static Requests to(String method) {
    return Requests.toObject(method, "bucket", "a/../b//c");
  }

  private Answer put(Requests request) {
    return Answer.of(new PutObject(store), request);
  }

  private Answer get(Requests request) {
    return Answer.of(new GetObject(store), request);
  }

  private String tags(Requests request) {
    return Answer.of(new GetObjectTagging(store), request).text();
  }

  private static String value(String text) {
    return switch (text) {
      case "PAST" -> "Wed, 01 Jan 2020 00:00:00 GMT";
      case "FUTURE" -> "Fri, 01 Jan 2100 00:00:00 GMT";
      default -> text.replace("ETAG", "\"5d41402abc4b2a76b9719d911017c592\"");
    };
  }
}
