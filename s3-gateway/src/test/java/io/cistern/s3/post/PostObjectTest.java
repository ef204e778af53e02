package io.cistern.s3.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Stored;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostObjectTest extends PostStore {
  private static final String ETAG = "\"9a0364b9e99bb480dd25e1f0284c8555\"";

  @Test
  void theFileIsStoredAndNothingMoreIsSaid() {
    Answer answer = answer(PostForm.to("a/b").signed());
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("ETag")).hasValue(ETAG);
    assertThat(answer.header("Location")).hasValue("http://localhost:9000/bucket/a%2Fb");
    assertThat(Stored.get(store, BUCKET, "a/b")).asString().isEqualTo("content");
    assertThat(keys()).containsExactly("a/b");
  }

  @Test
  void aLargeFileWithLineEndsAndDashesIsStoredAsItIs() {
    byte[] file = new byte[3_000_000];
    new Random(1).nextBytes(file);
    byte[] tricky =
        "\r\n------WebKitFormBoundary7MA4YWxkTrZu0g\r\n--".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i + tricky.length < file.length; i += 1_000) {
      System.arraycopy(tricky, 0, file, i, tricky.length);
    }
    assertThat(answer(PostForm.to("k").file("f", file).signed()).status()).isEqualTo(204);
    assertThat(Stored.get(store, BUCKET, "k")).isEqualTo(file);
  }

  @Test
  void anEmptyFileIsStored() {
    assertThat(answer(PostForm.to("k").file("f", new byte[0]).signed()).status()).isEqualTo(204);
    assertThat(Stored.get(store, BUCKET, "k")).isEmpty();
  }

  @Test
  void aFormCutAnywhereIsTheSameForm() {
    PostForm form = PostForm.to("k").file("f", "\r\n--\r\r\n--x".getBytes(StandardCharsets.UTF_8));
    byte[] body = form.signed().body();
    for (int piece = 1; piece < 200; piece++) {
      assertThat(answer(form.request(body, piece)).status()).isEqualTo(204);
      assertThat(Stored.get(store, BUCKET, "k")).asString().isEqualTo("\r\n--\r\r\n--x");
    }
  }

  @Test
  void metadataTagsAndChecksumAreThoseOfThePutObjectItStandsFor() {
    String tags = "<Tagging><TagSet><Tag><Key>t</Key><Value>1</Value></Tag></TagSet></Tagging>";
    answer(
        PostForm.to("k")
            .covered("Content-Type", "image/jpeg")
            .covered("Cache-Control", "no-cache")
            .covered("x-amz-meta-Uuid", "14365")
            .covered("x-amz-storage-class", "STANDARD_IA")
            .covered("x-amz-checksum-crc32c", "WqSJ+g==")
            .covered("acl", "private")
            .covered("tagging", tags)
            .field("x-ignore-this", "x")
            .signed());
    assertThat(keys()).isEmpty();
    answer(
        PostForm.to("k")
            .covered("Content-Type", "image/jpeg")
            .covered("Cache-Control", "no-cache")
            .covered("x-amz-meta-Uuid", "14365")
            .covered("x-amz-storage-class", "STANDARD_IA")
            .covered("x-amz-sdk-checksum-algorithm", "CRC32C")
            .covered("acl", "private")
            .covered("tagging", tags)
            .field("x-ignore-this", "x")
            .signed());
    ObjectRecord object = store.objects().head(BUCKET, new ObjectKey("k"), Optional.empty());
    assertThat(object.metadata().headers())
        .containsEntry("Content-Type", "image/jpeg")
        .containsEntry("Cache-Control", "no-cache")
        .containsEntry("x-amz-storage-class", "STANDARD_IA");
    assertThat(object.metadata().user()).isEqualTo(Map.of("uuid", "14365"));
    assertThat(object.tags()).isEqualTo(Map.of("t", "1"));
    assertThat(object.checksums().getFirst().algorithm()).hasToString("CRC32C");
  }

  @ParameterizedTest
  @CsvSource({
    "photo.jpg,up/photo.jpg",
    "C:\\dir\\photo.jpg,up/photo.jpg",
    "dir/photo.jpg,up/photo.jpg",
    "../../photo.jpg,up/photo.jpg",
    "..,up/..",
    "Übung 1.jpg,up/Übung 1.jpg",
    "'',up/"
  })
  void theNameOfTheFileIsTheLastOfItsPath(String fileName, String key) {
    answer(PostForm.to("up/${filename}").file(fileName, new byte[1]).signed());
    assertThat(keys()).containsExactly(key);
  }

  @Test
  void twoHundredAndOneIsAnsweredWithADocument() {
    Answer answer = answer(PostForm.to("a&b").covered("success_action_status", "201").signed());
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Content-Type")).hasValue("application/xml");
    assertThat(answer.text())
        .endsWith(
            "<PostResponse><Location>http://localhost:9000/bucket/a%26b</Location>"
                + "<Bucket>bucket</Bucket><Key>a&amp;b</Key>"
                + "<ETag>&quot;9a0364b9e99bb480dd25e1f0284c8555&quot;</ETag></PostResponse>");
  }

  @Test
  void theLocationIsUnderTheExternalUrlWhereThereIsOne() {
    PostForm form = PostForm.to("a b/c").covered("success_action_status", "201").signed();
    Answer answer = Answer.of(behindProxy, form.request());
    String location = "https://s3.example.com:8443/bucket/a%20b%2Fc";
    assertThat(answer.header("Location")).hasValue(location);
    assertThat(answer.element("Location")).isEqualTo(location);
  }

  @ParameterizedTest
  @CsvSource({"200,200", "204,204", "404,204", "'',204", "abc,204"})
  void otherStatusesAreEmpty(String asked, int given) {
    Answer answer = answer(PostForm.to("k").covered("success_action_status", asked).signed());
    assertThat(answer.status()).isEqualTo(given);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://there/x,http://there/x?bucket=bucket&key=a%26b&etag=%229a0364b9e99bb480dd25e1f0284c8555%22",
    "https://there/x?y=1,https://there/x?y=1&bucket=bucket&key=a%26b&etag=%229a0364b9e99bb480dd25e1f0284c8555%22"
  })
  void aRedirectLeadsToThePageWithTheObject(String asked, String location) {
    Answer answer =
        answer(
            PostForm.to("a&b")
                .covered("success_action_redirect", asked)
                .covered("success_action_status", "201")
                .signed());
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).hasValue(location);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "http://a b/", "/here", "http://x/\r\nSet-Cookie: a=b"})
  void whatIsNoUrlRedirectsNobody(String asked) {
    Answer answer = answer(PostForm.to("k").covered("success_action_redirect", asked).signed());
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Location")).hasValue("http://localhost:9000/bucket/k");
  }

  @ParameterizedTest
  @CsvSource({"Content-Type", "x-amz-meta-a", "Cache-Control"})
  void noFieldWritesHeadersOfItsOwn(String name) {
    refused(
        PostForm.to("k").covered(name, "a\r\nSet-Cookie: a=b").signed(), 400, "InvalidArgument");
  }

  @Test
  void aFieldWhoseNameIsNoHeaderIsRefused() {
    refused(PostForm.to("k").covered("x-amz-meta-a: b", "c").signed(), 400, "InvalidArgument");
  }

  @Test
  void whatWouldBeStoredWithoutItsProtectionIsRefused() {
    refused(
        PostForm.to("k").covered("x-amz-server-side-encryption", "AES256").signed(),
        501,
        "NotImplemented");
    refused(
        PostForm.to("k").covered("acl", "public-read").signed(),
        400,
        "AccessControlListNotSupported");
  }

  @Test
  void aFileThatIsNotWhatTheFormClaimsIsNotStored() {
    refused(
        PostForm.to("k").covered("x-amz-checksum-crc32", "AAAAAA==").signed(), 400, "BadDigest");
    refused(
        PostForm.to("k").covered("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==").signed(),
        400,
        "BadDigest");
    refused(
        PostForm.to("k").header("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==").signed(),
        400,
        "BadDigest");
  }

  @Test
  void anObjectThatMustNotBeThereIsKept() {
    answer(PostForm.to("k").signed());
    Answer again =
        answer(PostForm.to("k").header("If-None-Match", "*").file("f", new byte[3]).signed());
    assertThat(again.status()).isEqualTo(412);
    assertThat(Stored.get(store, BUCKET, "k")).asString().isEqualTo("content");
  }

  @Test
  void thePolicyOfOneBucketIsNotGoodForAnother() {
    store.buckets().create(new BucketName("other"), BucketSettings.DEFAULT);
    refused(PostForm.to("k").postedTo("other").signed(), 403, "AccessDenied");
    refused(
        PostForm.to("k").postedTo("other").covered("bucket", "bucket").signed(),
        403,
        "AccessDenied");
    assertThat(answer(PostForm.to("k").covered("bucket", "bucket").signed()).status())
        .isEqualTo(204);
  }

  @Test
  void aBucketThatIsNotThereIsNotFound() {
    PostForm form =
        PostForm.to("k")
            .postedTo("missing")
            .signed(
                "{\"expiration\": \"2015-12-30T12:00:00Z\", \"conditions\": [{\"bucket\": \"missing\"},"
                    + "[\"starts-with\", \"$key\", \"\"], [\"starts-with\", \"$x-amz-algorithm\", \"\"],"
                    + "[\"starts-with\", \"$x-amz-credential\", \"\"],"
                    + "[\"starts-with\", \"$x-amz-date\", \"\"]]}");
    refused(form, 404, "NoSuchBucket");
  }
}
