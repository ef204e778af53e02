package io.cistern.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.Authorizer;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.Stored;
import io.cistern.s3.testing.TestStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyObjectTest extends TestStore {
  private static final Authorizer ALL = (_, _) -> true;
  private static final String TAG = "\"5d41402abc4b2a76b9719d911017c592\"";

  @Test
  void aCopyHasTheBytesMetadataAndTagsOfItsSource() {
    putSource();
    Answer copied = copy(to("target").header(CopySource.HEADER, "bucket/source"));
    assertThat(copied.status()).isEqualTo(200);
    assertThat(copied.element("ETag")).isEqualTo(TAG.replace("\"", "&quot;"));
    assertThat(copied.element("LastModified")).endsWith("Z");
    Answer got = get("target");
    assertThat(got.text()).isEqualTo("hello");
    assertThat(got.header("Content-Type")).hasValue("text/plain");
    assertThat(got.header("x-amz-meta-a")).hasValue("b");
    assertThat(got.header("x-amz-tagging-count")).hasValue("1");
    assertThat(got.header("ETag")).hasValue(TAG);
  }

  @Test
  void theStorageClassIsNotCopied() {
    putSource();
    copy(to("target").header(CopySource.HEADER, "bucket/source"));
    assertThat(get("source").header("x-amz-storage-class")).hasValue("GLACIER");
    assertThat(get("target").header("x-amz-storage-class")).isEmpty();
  }

  @Test
  void whatIsReplacedComesFromTheRequestAndWhatIsNotDoesNot() {
    putSource();
    copy(
        to("replaced")
            .header(CopySource.HEADER, "bucket/source")
            .header("x-amz-metadata-directive", "REPLACE")
            .header("x-amz-tagging-directive", "REPLACE")
            .header("x-amz-meta-c", "d")
            .header("x-amz-tagging", "x=1&y=2"));
    Answer replaced = get("replaced");
    assertThat(replaced.header("x-amz-meta-a")).isEmpty();
    assertThat(replaced.header("x-amz-meta-c")).hasValue("d");
    assertThat(replaced.header("Content-Type")).hasValue("binary/octet-stream");
    assertThat(replaced.header("x-amz-tagging-count")).hasValue("2");
    copy(
        to("kept")
            .header(CopySource.HEADER, "bucket/source")
            .header("x-amz-metadata-directive", "COPY")
            .header("x-amz-meta-c", "d"));
    assertThat(get("kept").header("x-amz-meta-a")).hasValue("b");
    assertThat(get("kept").header("x-amz-meta-c")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-amz-metadata-directive", "x-amz-tagging-directive"})
  void anUnknownDirectiveIsRefused(String name) {
    putSource();
    assertThat(
            copy(to("target").header(CopySource.HEADER, "bucket/source").header(name, "replace"))
                .code())
        .isEqualTo("InvalidArgument");
  }

  @Test
  void ontoItselfACopyHasToChangeSomething() {
    putSource();
    Requests nothing = to("source").header(CopySource.HEADER, "/bucket/source");
    assertThat(copy(nothing).code()).isEqualTo("InvalidRequest");
    Answer copied =
        copy(
            to("source")
                .header(CopySource.HEADER, "/bucket/source")
                .header("x-amz-metadata-directive", "REPLACE")
                .header("x-amz-meta-new", "1"));
    assertThat(copied.status()).isEqualTo(200);
    assertThat(get("source").text()).isEqualTo("hello");
    assertThat(get("source").header("x-amz-meta-new")).hasValue("1");
  }

  @Test
  void aCopyIntoAnotherBucketLivesWhenItsSourceIsGone() {
    store.buckets().create(new BucketName("other"), BucketSettings.DEFAULT);
    putSource();
    Answer copied =
        copy(Requests.toObject("PUT", "other", "t").header(CopySource.HEADER, "bucket/source"));
    assertThat(copied.status()).isEqualTo(200);
    store
        .objects()
        .delete(
            BUCKET,
            new ObjectKey("source"),
            Optional.empty(),
            io.cistern.s3.model.Preconditions.NONE);
    assertThat(Stored.get(store, new BucketName("other"), "t"))
        .isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anOldVersionIsCopiedOntoItsKeyAndBothVersionsAreNamed() {
    versioning(Versioning.ENABLED);
    String old = putSource();
    put("source", "newer");
    Answer copied = copy(to("source").header(CopySource.HEADER, "bucket/source?versionId=" + old));
    assertThat(copied.header("x-amz-copy-source-version-id")).hasValue(old);
    assertThat(copied.header("x-amz-version-id")).isPresent().isNotEqualTo(Optional.of(old));
    assertThat(get("source").text()).isEqualTo("hello");
  }

  @Test
  void aDeleteMarkerIsNoSource() {
    versioning(Versioning.ENABLED);
    putSource();
    String marker =
        Answer.of(new DeleteObject(store), Requests.toObject("DELETE", "bucket", "source"))
            .header("x-amz-version-id")
            .orElseThrow();
    assertThat(copy(to("t").header(CopySource.HEADER, "bucket/source")).code())
        .isEqualTo("NoSuchKey");
    assertThat(copy(to("t").header(CopySource.HEADER, "bucket/source?versionId=" + marker)).code())
        .isEqualTo("InvalidRequest");
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-copy-source-if-match,ETAG,200",
    "x-amz-copy-source-if-match,other,412",
    "x-amz-copy-source-if-none-match,ETAG,412",
    "x-amz-copy-source-if-none-match,other,200",
    "x-amz-copy-source-if-modified-since,'Fri, 01 Jan 2100 00:00:00 GMT',412",
    "x-amz-copy-source-if-modified-since,'Wed, 01 Jan 2020 00:00:00 GMT',200",
    "x-amz-copy-source-if-unmodified-since,'Wed, 01 Jan 2020 00:00:00 GMT',412",
    "if-none-match,*,412",
    "if-match,ETAG,412"
  })
  void conditionsOnSourceAndTargetDecide(String name, String value, int status) {
    putSource();
    put("target", "before");
    Answer copied =
        copy(
            to("target")
                .header(CopySource.HEADER, "bucket/source")
                .header(name, value.replace("ETAG", TAG)));
    assertThat(copied.status()).isEqualTo(status);
    assertThat(get("target").text()).isEqualTo(status == 200 ? "hello" : "before");
  }

  @Test
  void of32CopiesToAnAbsentKeyOneWins() throws Exception {
    putSource();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> racers =
          IntStream.range(0, 32)
              .<Callable<Integer>>mapToObj(
                  _ ->
                      () ->
                          copy(to("target")
                                  .header(CopySource.HEADER, "bucket/source")
                                  .header("If-None-Match", "*"))
                              .status())
              .toList();
      List<Integer> statuses =
          threads.invokeAll(racers).stream().map(Future::resultNow).sorted().toList();
      assertThat(statuses.getFirst()).isEqualTo(200);
      assertThat(statuses.subList(1, 32)).containsOnly(412);
    }
  }

  @Test
  void aSourceOverwrittenAllTheTimeIsCopiedWhole() throws Exception {
    byte[] ones = "1".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    byte[] twos = "2".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    Stored.put(store, BUCKET, "source", ones);
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> writer =
          threads.submit(
              () -> {
                int writes = 0;
                while (!done.get()) {
                  Stored.put(store, BUCKET, "source", writes++ % 2 == 0 ? twos : ones);
                }
                return writes;
              });
      try {
        for (int i = 0; i < 50; i++) {
          Answer copied =
              copy(
                  to("t" + i)
                      .header(CopySource.HEADER, "bucket/source")
                      .header("x-amz-checksum-algorithm", "SHA256"));
          assertThat(copied.status()).isEqualTo(200);
          assertThat(get("t" + i).body()).isIn(ones, twos);
        }
      } finally {
        done.set(true);
      }
      assertThat(writer.get()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CRC32,NhCmhg==",
    "CRC32C,mnG7TA==",
    "SHA1,qvTGHdzF6KLavt4PO0gs2a6pQ00=",
    "sha256,LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="
  })
  void aChecksumThatIsAskedForIsComputedAndKept(String algorithm, String sum) {
    putSource();
    Answer copied =
        copy(
            to("target")
                .header(CopySource.HEADER, "bucket/source")
                .header("x-amz-checksum-algorithm", algorithm));
    String name = algorithm.toUpperCase(java.util.Locale.ROOT);
    assertThat(copied.element("Checksum" + name)).isEqualTo(sum);
    assertThat(copied.element("ChecksumType")).isEqualTo("FULL_OBJECT");
    Answer got =
        Answer.of(
            new GetObject(store),
            Requests.toObject("GET", "bucket", "target").header("x-amz-checksum-mode", "ENABLED"));
    assertThat(got.header("x-amz-checksum-" + name)).hasValue(sum);
  }

  @Test
  void tagsAreCopiedOnlyByWhoMayReadAndWriteThem() {
    putSource();
    Answer refused =
        Answer.of(
            new CopyObject(store, (_, access) -> !access.action().equals("s3:GetObjectTagging")),
            to("target").header(CopySource.HEADER, "bucket/source"));
    assertThat(refused.code()).isEqualTo("AccessDenied");
    assertThat(get("target").status()).isEqualTo(404);
  }

  @Test
  void sourceAndTargetAreBothAuthorisedByTheirFinalNames() {
    assertThat(
            new CopyObject(store, ALL)
                .accesses(to("target").header(CopySource.HEADER, "bucket/a%2F..%2Fb").build()))
        .extracting(access -> access.action() + " " + access.key().orElseThrow())
        .containsExactly("s3:GetObject a/../b", "s3:PutObject target");
  }

  @ParameterizedTest
  @CsvSource({
    "bucket/none,NoSuchKey",
    "nobucket/source,NoSuchBucket",
    "bucket/source?versionId=0000000000000001,NoSuchVersion",
    "bucket/source?versionId=nonsense,InvalidArgument"
  })
  void aSourceThatIsNotThereIsNamed(String source, String code) {
    putSource();
    assertThat(copy(to("target").header(CopySource.HEADER, source)).code()).isEqualTo(code);
  }

  private String putSource() {
    Requests request =
        Requests.toObject("PUT", "bucket", "source")
            .header("Content-Type", "text/plain")
            .header("x-amz-meta-a", "b")
            .header("x-amz-tagging", "t=1")
            .header("x-amz-storage-class", "GLACIER")
            .body("hello");
    return Answer.of(new PutObject(store), request).header("x-amz-version-id").orElse("");
  }

  private void put(String key, String text) {
    Stored.put(store, BUCKET, key, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Requests to(String key) {
    return Requests.toObject("PUT", "bucket", key);
  }

  private Answer copy(Requests request) {
    return Answer.of(new CopyObject(store, ALL), request);
  }

  private Answer get(String key) {
    return Answer.of(new GetObject(store), Requests.toObject("GET", "bucket", key));
  }
}
