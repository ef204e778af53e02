package io.cistern.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.Authorizer;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.Stored;
import io.cistern.s3.testing.TestPayload;
import io.cistern.s3.testing.TestStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteObjectsTest extends TestStore {
  private static final Authorizer ALL = (_, _) -> true;

  @Test
  void aThousandObjectsAreDeletedAndToldInTheOrderOfTheRequest() {
    List<String> keys = IntStream.range(0, 1000).mapToObj(i -> "k/" + i).toList();
    Stored.putAll(store, BUCKET, keys.subList(0, 500));
    Answer answer = delete(objects(keys));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .contains(
            keys.stream()
                .map("<Deleted><Key>%s</Key></Deleted>"::formatted)
                .collect(Collectors.joining()));
    keys.forEach(key -> assertThat(exists(key)).as(key).isFalse());
  }

  @Test
  void oneMoreThanAThousandAreMalformedAndNoneIsDeleted() {
    put("k0");
    Answer answer = delete(objects(IntStream.range(0, 1001).mapToObj(i -> "k" + i).toList()));
    assertThat(answer.code()).isEqualTo("MalformedXML");
    assertThat(exists("k0")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<Delete></Delete>",
        "<Delete><Object></Object></Delete>",
        "<Delete><Object><Key></Key></Object></Delete>",
        "<Remove><Object><Key>a</Key></Object></Remove>",
        "<Delete><Object><Key>a</Key></Object>"
      })
  void whatIsNoListOfObjectsIsMalformed(String xml) {
    assertThat(delete(xml).code()).isEqualTo("MalformedXML");
  }

  @Test
  void aQuietRequestIsToldOnlyWhatFailed() {
    put("a");
    Answer answer =
        delete(
            "<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object>"
                + "<Object><Key>a</Key><VersionId>nonsense</VersionId></Object></Delete>");
    assertThat(answer.text()).doesNotContain("<Deleted>");
    assertThat(answer.text())
        .contains("<Error><Key>a</Key><VersionId>nonsense</VersionId><Code>InvalidArgument</Code>");
    assertThat(exists("a")).isFalse();
  }

  @Test
  void eachEntryIsAuthorisedAndRefusedOnItsOwn() {
    put("mine");
    put("theirs");
    Answer answer =
        delete(
            (_, access) ->
                access.action().equals("s3:DeleteObject")
                    && access.key().equals(Optional.of(new ObjectKey("mine"))),
            objects(List.of("theirs", "mine")));
    assertThat(answer.text())
        .contains("<Error><Key>theirs</Key><Code>AccessDenied</Code>")
        .contains("<Deleted><Key>mine</Key></Deleted>");
    assertThat(exists("theirs")).isTrue();
    assertThat(exists("mine")).isFalse();
  }

  @Test
  void anEntryWithATagIsDeletedOnlyIfTheObjectHasIt() {
    put("same");
    put("other");
    String tag = ObjectHeaders.quoted(Stored.put(store, BUCKET, "same", new byte[1]).etag());
    Answer answer =
        delete(
            "<Delete><Object><Key>same</Key><ETag>%s</ETag></Object>".formatted(tag)
                + "<Object><Key>other</Key><ETag>%s</ETag></Object></Delete>".formatted(tag));
    assertThat(answer.text())
        .contains("<Deleted><Key>same</Key></Deleted>")
        .contains("<Error><Key>other</Key><Code>PreconditionFailed</Code>");
    assertThat(exists("same")).isFalse();
    assertThat(exists("other")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<Size>1</Size>", "<LastModifiedTime>x</LastModifiedTime>"})
  void conditionsOfDirectoryBucketsAreRefusedBeforeAnythingIsDeleted(String condition) {
    put("a");
    Answer answer =
        delete(
            "<Delete><Object><Key>a</Key></Object><Object><Key>b</Key>%s</Object></Delete>"
                .formatted(condition));
    assertThat(answer.status()).isEqualTo(501);
    assertThat(exists("a")).isTrue();
  }

  @Test
  void versionsAreDeletedForGoodAndMarkersAreNamed() {
    versioning(Versioning.ENABLED);
    String version = put("a");
    Answer marked = delete(objects(List.of("a")));
    String marker = marked.element("DeleteMarkerVersionId");
    assertThat(marked.element("DeleteMarker")).isEqualTo("true");
    assertThat(marked.element("VersionId")).isEmpty();
    Answer deleted =
        delete(
            "<Delete><Object><Key>a</Key><VersionId>%s</VersionId></Object>".formatted(version)
                + "<Object><Key>a</Key><VersionId>%s</VersionId></Object></Delete>"
                    .formatted(marker));
    assertThat(deleted.text())
        .contains("<Deleted><Key>a</Key><VersionId>%s</VersionId></Deleted>".formatted(version))
        .contains(
            "<Deleted><Key>a</Key><VersionId>%s</VersionId><DeleteMarker>true</DeleteMarker>"
                    .formatted(marker)
                + "<DeleteMarkerVersionId>%s</DeleteMarkerVersionId></Deleted>".formatted(marker));
    assertThat(exists("a")).isFalse();
  }

  @Test
  void keysAreBytesAndAreWrittenAsTheyCame() {
    put("a/../b//c & <d>");
    Answer answer = delete(objects(List.of("a/../b//c &amp; &lt;d&gt;", "\u00e4")));
    assertThat(answer.text())
        .contains("<Deleted><Key>a/../b//c &amp; &lt;d&gt;</Key></Deleted>")
        .contains("<Deleted><Key>\u00e4</Key></Deleted>");
    assertThat(exists("a/../b//c & <d>")).isFalse();
  }

  @Test
  void aKeyThatIsTooLongFailsAlone() {
    put("a");
    Answer answer = delete(objects(List.of("x".repeat(1025), "a")));
    assertThat(answer.text()).contains("<Code>KeyTooLongError</Code>");
    assertThat(exists("a")).isFalse();
  }

  @Test
  void aListWithoutADigestIsNotBelieved() {
    put("a");
    Requests request = request(objects(List.of("a")));
    assertThat(Answer.of(new DeleteObjects(store, ALL), request).code())
        .isEqualTo("InvalidRequest");
    assertThat(exists("a")).isTrue();
    for (String header : List.of("x-amz-checksum-crc32", "x-amz-trailer", "Content-MD5")) {
      put("a");
      Answer answer =
          Answer.of(
              new DeleteObjects(store, ALL), request(objects(List.of("a"))).header(header, "x"));
      assertThat(answer.status()).as(header).isEqualTo(200);
      assertThat(exists("a")).isFalse();
    }
  }

  @Test
  void aListThatFailsItsDigestDeletesNothing() {
    put("a");
    TestPayload broken =
        TestPayload.of(objects(List.of("a")).getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .failing(new S3Exception(S3Error.BAD_DIGEST));
    Answer answer =
        Answer.of(
            new DeleteObjects(store, ALL),
            Requests.toBucket("POST", "bucket").header("Content-MD5", "x").body(broken));
    assertThat(answer.code()).isEqualTo("BadDigest");
    assertThat(exists("a")).isTrue();
  }

  @Test
  void aBucketThatIsNotThereFailsTheRequest() {
    assertThat(
            Answer.of(
                    new DeleteObjects(store, ALL),
                    Requests.toBucket("POST", "other")
                        .header("Content-MD5", "x")
                        .body(objects(List.of("a"))))
                .code())
        .isEqualTo("NoSuchBucket");
  }

  private Answer delete(String xml) {
    return delete(ALL, xml);
  }

  private Answer delete(Authorizer authorizer, String xml) {
    return Answer.of(
        new DeleteObjects(store, authorizer), request(xml).header("Content-MD5", "checked before"));
  }

  private static Requests request(String xml) {
    return Requests.toBucket("POST", "bucket").parameter("delete").body(xml);
  }

  private static String objects(List<String> keys) {
    return keys.stream()
        .map("<Object><Key>%s</Key></Object>"::formatted)
        .collect(
            Collectors.joining(
                "", "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">", "</Delete>"));
  }

  private String put(String key) {
    return Stored.put(store, BUCKET, key, key.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .versionId()
        .value();
  }

  private boolean exists(String key) {
    try {
      store.objects().head(BUCKET, new ObjectKey(key), Optional.empty());
      return true;
    } catch (StoreError.NoSuchKey | StoreError.Deleted gone) {
      return false;
    }
  }
}
