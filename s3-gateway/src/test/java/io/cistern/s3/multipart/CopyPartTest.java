package io.cistern.s3.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.body.Checksums;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectMetadata;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.Stored;
import io.cistern.s3.xml.XmlElement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyPartTest extends UploadStore {
  private static final BucketName OTHER = new BucketName("other");
  private static final byte[] SOURCE = random(400_000, 1);
  private static final byte[] END = random(10, 2);

  @BeforeEach
  void putSource() {
    store.buckets().create(OTHER, BucketSettings.DEFAULT);
    Stored.put(store, OTHER, "a/source +", SOURCE);
  }

  @Test
  void rangesOfAnObjectOfAnotherBucketBecomePartsThatOutliveIt() {
    String id = begin();
    Answer whole = copy(id, 1, "x-amz-copy-source", "/other/a/source%20%2B");
    XmlElement result = document(whole, "CopyPartResult");
    assertThat(result.childText("ETag")).contains('"' + md5(SOURCE) + '"');
    assertThat(result.childText("LastModified").orElseThrow()).endsWith("Z");
    assertThat(whole.header("x-amz-copy-source-version-id")).isEmpty();
    byte[] middle = Arrays.copyOfRange(SOURCE, 1_000, 300_001);
    Answer range =
        copy(
            id,
            2,
            "x-amz-copy-source",
            "other/a/source%20%2B",
            "x-amz-copy-source-range",
            "bytes=1000-300000");
    assertThat(tag(range)).isEqualTo('"' + md5(middle) + '"');
    assertThat(range.element("ChecksumCRC64NVME"))
        .isEqualTo(Checksums.of(ChecksumAlgorithm.CRC64NVME, middle).value());
    put(id, 3, END, Checksums.of(ChecksumAlgorithm.CRC64NVME, END));
    delete("a/source +");
    Answer completed = complete(id, listing(part(1, SOURCE), part(2, middle), part(3, END)));
    assertThat(tag(completed)).isEqualTo(etag(SOURCE, middle, END));
    byte[] all = stored();
    assertThat(Arrays.copyOf(all, 400_000)).isEqualTo(SOURCE);
    assertThat(Arrays.copyOfRange(all, 400_000, 699_001)).isEqualTo(middle);
    assertThat(Arrays.copyOfRange(all, 699_001, all.length)).isEqualTo(END);
    assertThat(object().checksums())
        .containsExactly(Checksums.of(ChecksumAlgorithm.CRC64NVME, all));
  }

  @Test
  void aCopiedPartIsSummedByTheUploadsAlgorithm() {
    String id = begin("x-amz-checksum-algorithm", "SHA256");
    Answer copied = copy(id, 1, "x-amz-copy-source", "other/a/source%20%2B");
    String sum = Checksums.of(ChecksumAlgorithm.SHA256, SOURCE).value();
    assertThat(succeeded(copied).element("ChecksumSHA256")).isEqualTo(sum);
    succeeded(complete(id, listing(part(1, SOURCE, "ChecksumSHA256", sum))));
    assertThat(stored()).isEqualTo(SOURCE);
  }

  @Test
  void theTagOfAnObjectOfPartsIsNotTakenForThePartsTag() {
    String first = begin();
    put(first, 1, SOURCE, Checksums.of(ChecksumAlgorithm.CRC64NVME, SOURCE));
    succeeded(complete(first, listing(part(1, SOURCE))));
    assertThat(object().etag().value()).endsWith("-1");
    String id = begin();
    Answer copied = copy(id, 1, "x-amz-copy-source", "bucket/a%20key/with%20%C3%BC");
    assertThat(tag(copied)).isEqualTo('"' + md5(SOURCE) + '"');
    succeeded(complete(id, listing(part(1, SOURCE))));
    assertThat(stored()).isEqualTo(SOURCE);
  }

  @Test
  void theTagAndChecksumOfAWholeObjectAreTakenWithoutReadingIt() {
    // no bytes have these, so they cannot have been computed
    ETag tag = new ETag("00000000000000000000000000000000");
    Checksum sum =
        new Checksum(ChecksumAlgorithm.CRC64NVME, Checksum.Coverage.FULL_OBJECT, "AAAAAAAAAAA=");
    ObjectDraft draft = new ObjectDraft(tag, ObjectMetadata.EMPTY, Map.of(), List.of(sum));
    Stored.put(store, OTHER, "known", SOURCE, draft);
    String id = begin();
    Answer whole = copy(id, 1, "x-amz-copy-source", "other/known");
    assertThat(tag(whole)).isEqualTo('"' + tag.value() + '"');
    assertThat(whole.element("ChecksumCRC64NVME")).isEqualTo(sum.value());
    Answer range =
        copy(
            id, 1, "x-amz-copy-source", "other/known", "x-amz-copy-source-range", "bytes=0-399998");
    assertThat(tag(range)).isEqualTo('"' + md5(Arrays.copyOf(SOURCE, 399_999)) + '"');
  }

  @Test
  void anEmptyObjectIsAnEmptyPart() {
    Stored.put(store, OTHER, "empty", new byte[0]);
    String id = begin();
    Answer copied = copy(id, 1, "x-amz-copy-source", "other/empty");
    assertThat(tag(copied)).isEqualTo('"' + md5(new byte[0]) + '"');
    succeeded(complete(id, listing(part(1, new byte[0]))));
    assertThat(stored()).isEmpty();
  }

  @Test
  void rangesThatAreNotFirstToLastOrNotInsideAreRefused() {
    String id = begin();
    for (String range :
        List.of(
            "bytes=0-400000",
            "bytes=400000-400000",
            "bytes=5-4",
            "bytes=0-",
            "bytes=-5",
            "bytes=0-1,3-4",
            "0-1",
            "bytes= 0-1",
            "bytes=0-1000000000000000000",
            "hello=0-2",
            "")) {
      Answer answer =
          copy(
              id, 1, "x-amz-copy-source", "other/a/source%20%2B", "x-amz-copy-source-range", range);
      assertThat(answer.status()).as(range).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("InvalidArgument");
    }
    assertThat(parts(id).text()).doesNotContain("<Part>");
  }

  @Test
  void conditionsOnTheSourceAreHeld() {
    String id = begin();
    String tag = '"' + md5(SOURCE) + '"';
    String past = "Tue, 01 Jan 2019 00:00:00 GMT";
    String[][] failing = {
      {"x-amz-copy-source-if-match", "\"other\""},
      {"x-amz-copy-source-if-none-match", tag},
      {"x-amz-copy-source-if-unmodified-since", past},
    };
    for (String[] condition : failing) {
      Answer answer =
          copy(id, 1, "x-amz-copy-source", "other/a/source%20%2B", condition[0], condition[1]);
      assertThat(answer.status()).as(condition[0]).isEqualTo(412);
      assertThat(answer.code()).isEqualTo("PreconditionFailed");
    }
    assertThat(parts(id).text()).doesNotContain("<Part>");
    succeeded(
        copy(
            id,
            1,
            "x-amz-copy-source",
            "other/a/source%20%2B",
            "x-amz-copy-source-if-match",
            tag,
            "x-amz-copy-source-if-modified-since",
            past));
  }

  @Test
  void theVersionThatIsNamedIsCopied() {
    store.buckets().update(OTHER, settings -> settings.withVersioning(Versioning.ENABLED));
    ObjectRecord first = Stored.put(store, OTHER, "versioned", SOURCE);
    ObjectRecord second = Stored.put(store, OTHER, "versioned", END);
    String id = begin();
    Answer old =
        copy(id, 1, "x-amz-copy-source", "other/versioned?versionId=" + first.versionId().value());
    assertThat(tag(old)).isEqualTo('"' + md5(SOURCE) + '"');
    assertThat(old.header("x-amz-copy-source-version-id")).contains(first.versionId().value());
    Answer latest = copy(id, 2, "x-amz-copy-source", "other/versioned");
    assertThat(tag(latest)).isEqualTo('"' + md5(END) + '"');
    assertThat(latest.header("x-amz-copy-source-version-id")).contains(second.versionId().value());
    delete("versioned");
    Answer deleted = copy(id, 3, "x-amz-copy-source", "other/versioned");
    assertThat(deleted.status()).isEqualTo(404);
    assertThat(deleted.code()).isEqualTo("NoSuchKey");
  }

  @Test
  void sourcesAndUploadsThatAreNotThereAreSaidToBeMissing() {
    String id = begin();
    assertThat(copy(id, 1, "x-amz-copy-source", "other/none").code()).isEqualTo("NoSuchKey");
    assertThat(copy(id, 1, "x-amz-copy-source", "nowhere/key").code()).isEqualTo("NoSuchBucket");
    assertThat(copy(id, 1, "x-amz-copy-source", "other").code()).isEqualTo("InvalidArgument");
    assertThat(copy("00", 1, "x-amz-copy-source", "other/a/source%20%2B").code())
        .isEqualTo("NoSuchUpload");
    assertThat(copy(id, 0, "x-amz-copy-source", "other/a/source%20%2B").code())
        .isEqualTo("InvalidArgument");
  }

  @Test
  void whoCopiesMustBeAllowedToReadTheSourceThatIsCopied() {
    S3Request latest = request("id", 1, "x-amz-copy-source", "other/a/../b%2Fc").build();
    assertThat(new CopyPart(store).accesses(latest))
        .containsExactly(
            Access.toObject("s3:PutObject", BUCKET, new ObjectKey(KEY)),
            Access.toObject("s3:GetObject", OTHER, new ObjectKey("a/../b/c")));
    S3Request version = request("id", 1, "x-amz-copy-source", "other/b?versionId=null").build();
    assertThat(new CopyPart(store).accesses(version))
        .contains(Access.toObject("s3:GetObjectVersion", OTHER, new ObjectKey("b")));
  }

  @Test
  void aPartIsOfOneStateOfASourceThatIsOverwrittenMeanwhile() throws Exception {
    String id = begin();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int seed = 0; seed < 100; seed++) {
                  Stored.put(store, OTHER, "hot", uniform(seed));
                }
              });
      Stored.put(store, OTHER, "hot", uniform(0));
      for (int number = 1; number <= 40; number++) {
        succeeded(
            copy(
                id,
                number,
                "x-amz-copy-source",
                "other/hot",
                "x-amz-copy-source-range",
                "bytes=1-200000"));
      }
      writer.get();
    }
    XmlElement parts = document(parts(id), "ListPartsResult");
    List<String> references =
        parts.children("Part").stream()
            .map(
                part ->
                    part(
                        Integer.parseInt(part.childText("PartNumber").orElseThrow()),
                        part.childText("ETag").orElseThrow()))
            .toList();
    assertThat(references).hasSize(40);
    succeeded(complete(id, listing(references)));
    byte[] all = stored();
    for (int i = 0; i < 40; i++) {
      byte[] copied = Arrays.copyOfRange(all, i * 200_000, (i + 1) * 200_000);
      assertThat(parts.children("Part").get(i).childText("ETag")).contains('"' + md5(copied) + '"');
      assertThat(copied).containsOnly(copied[0]);
    }
  }

  private static byte[] uniform(int seed) {
    byte[] bytes = new byte[200_001];
    Arrays.fill(bytes, (byte) seed);
    return bytes;
  }

  private Answer copy(String id, int number, String... headers) {
    return Answer.of(new CopyPart(store), request(id, number, headers));
  }

  private static Requests request(String id, int number, String... headers) {
    Requests request =
        Requests.toObject("PUT", BUCKET.value(), KEY)
            .parameter("partNumber", Integer.toString(number))
            .parameter("uploadId", id);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  private void delete(String key) {
    store.objects().delete(OTHER, new ObjectKey(key), Optional.empty(), Preconditions.NONE);
  }
}
