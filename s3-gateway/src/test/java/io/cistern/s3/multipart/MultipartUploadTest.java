package io.cistern.s3.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.model.VersionPosition;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.object.ObjectUrls;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.TestPayload;
import io.cistern.s3.xml.XmlElement;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MultipartUploadTest extends UploadStore {
  private static final byte[] ONE = random(1000, 1);
  private static final byte[] TWO = random(200_000, 2);
  private static final byte[] END = random(7, 3);

  @Test
  void partsPutInAnyOrderBecomeOneObjectWithWhatTheUploadWasBegunWith() {
    Answer created =
        create(
            KEY,
            "Content-Type",
            "image/png",
            "x-amz-meta-colour",
            "red",
            "x-amz-tagging",
            "team=a%20b");
    XmlElement begun = document(created, "InitiateMultipartUploadResult");
    assertThat(begun.childText("Bucket")).contains("bucket");
    assertThat(begun.childText("Key")).contains(KEY);
    assertThat(created.header("x-amz-checksum-algorithm")).isEmpty();
    String id = begun.childText("UploadId").orElseThrow();

    put(id, 9, END);
    Answer put = succeeded(put(id, 2, ONE));
    assertThat(put.header("ETag")).contains('"' + md5(ONE) + '"');
    assertThat(put.body()).isEmpty();
    put(id, 5, TWO);
    Answer completed = complete(id, listing(part(2, ONE), part(5, TWO), part(9, END)));
    XmlElement result = document(completed, "CompleteMultipartUploadResult");
    assertThat(result.childText("Bucket")).contains("bucket");
    assertThat(result.childText("Key")).contains(KEY);
    assertThat(result.childText("ETag")).contains(etag(ONE, TWO, END));
    assertThat(result.childText("Location"))
        .contains("http://localhost/bucket/a%20key/with%20%C3%BC");
    assertThat(completed.header("x-amz-version-id")).isEmpty();

    assertThat(stored()).isEqualTo(joined(ONE, TWO, END));
    assertThat(object().metadata().headers()).containsEntry("Content-Type", "image/png");
    assertThat(object().metadata().user()).isEqualTo(Map.of("colour", "red"));
    assertThat(object().tags()).isEqualTo(Map.of("team", "a b"));
    assertThat(object().parts()).isEqualTo(3);
    assertThat(parts(id).code()).isEqualTo("NoSuchUpload");
    assertThat(document(uploads(), "ListMultipartUploadsResult").children("Upload")).isEmpty();
  }

  @Test
  void theLocationIsUnderTheExternalUrlWhereThereIsOne() {
    for (String url : List.of("https://s3.example.com:8443", "https://s3.example.com:8443/")) {
      String id = begin();
      put(id, 1, ONE);
      Requests request =
          Requests.toObject("POST", BUCKET.value(), KEY)
              .header("Host", "inside:9000")
              .parameter("uploadId", id)
              .body(listing(part(1, ONE)));
      var operation =
          new CompleteMultipartUpload(store, new ObjectUrls(Optional.of(URI.create(url))));
      assertThat(succeeded(Answer.of(operation, request)).element("Location"))
          .isEqualTo("https://s3.example.com:8443/bucket/a%20key/with%20%C3%BC");
    }
  }

  @Test
  void aPartPutAgainReplacesTheFirstAndOneNotListedIsDropped() {
    String id = begin();
    put(id, 1, TWO);
    put(id, 1, ONE);
    put(id, 2, TWO);
    put(id, 3, END);
    assertThat(complete(id, listing(part(1, TWO))).code()).isEqualTo("InvalidPart");
    succeeded(complete(id, listing(part(1, ONE), part(3, END))));
    assertThat(stored()).isEqualTo(joined(ONE, END));
  }

  @Test
  void aRetriedCompleteGivesTheSameAnswerEvenWhenTheObjectIsGone() {
    versioning(Versioning.ENABLED);
    String id = begin();
    put(id, 1, ONE);
    Answer first = succeeded(complete(id, listing(part(1, ONE)), "If-None-Match", "*"));
    assertThat(first.header("x-amz-version-id")).contains(object().versionId().value());
    Answer again = complete(id, listing(part(1, ONE)), "If-None-Match", "*");
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.headers()).isEqualTo(first.headers());
    assertThat(versions()).isEqualTo(1);
    store
        .objects()
        .delete(BUCKET, new ObjectKey(KEY), Optional.of(object().versionId()), Preconditions.NONE);
    assertThat(complete(id, listing(part(1, ONE))).text()).isEqualTo(first.text());
    assertThat(complete(id, listing(part(2, ONE))).code()).isEqualTo("NoSuchUpload");
    assertThat(versions()).isZero();
  }

  @Test
  void anUploadHasUpToTenThousandPartsAndAllAreListedAndJoined() throws Exception {
    String id = begin();
    int parts = UploadPart.MAX_NUMBER;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> puts = new ArrayList<>();
      for (int number = 1; number <= parts; number++) {
        int n = number;
        puts.add(threads.submit(() -> put(id, n, numbered(n))));
      }
      for (Future<Answer> put : puts) {
        succeeded(put.get());
      }
    }
    List<Integer> listed = new ArrayList<>();
    List<String> references = new ArrayList<>();
    XmlElement page = document(parts(id), "ListPartsResult");
    while (true) {
      for (XmlElement part : page.children("Part")) {
        listed.add(Integer.valueOf(part.childText("PartNumber").orElseThrow()));
        references.add(part(listed.getLast(), part.childText("ETag").orElseThrow()));
      }
      if (page.childText("IsTruncated").orElseThrow().equals("false")) {
        break;
      }
      assertThat(page.children("Part")).hasSize(1000);
      String next = page.childText("NextPartNumberMarker").orElseThrow();
      page = document(parts(id, "part-number-marker", next), "ListPartsResult");
    }
    assertThat(listed).isEqualTo(IntStream.rangeClosed(1, parts).boxed().toList());
    assertThat(succeeded(complete(id, listing(references))).element("ETag")).contains("-10000");
    ByteBuffer whole = ByteBuffer.wrap(stored());
    assertThat(whole.remaining()).isEqualTo(parts * 1000);
    for (int number = 1; number <= parts; number++) {
      assertThat(whole.getInt(1000 * (number - 1))).isEqualTo(number);
    }
    assertThat(put(begin(), parts + 1, ONE).code()).isEqualTo("InvalidArgument");
  }

  @Test
  void anAbortedUploadIsGoneAndItsKeyIsAsItWas() {
    String id = begin();
    put(id, 1, ONE);
    Answer aborted = abort(id);
    assertThat(aborted.status()).isEqualTo(204);
    assertThat(aborted.body()).isEmpty();
    assertThat(abort(id).code()).isEqualTo("NoSuchUpload");
    assertThat(abort(id).status()).isEqualTo(404);
    assertThat(put(id, 2, ONE).code()).isEqualTo("NoSuchUpload");
    assertThat(complete(id, listing(part(1, ONE))).code()).isEqualTo("NoSuchUpload");
    assertThat(versions()).isZero();
  }

  @Test
  void anIdIsOnlyOfItsOwnKeyAndTextThatIsNoIdNamesNoUpload() {
    String other = succeeded(create("other")).element("UploadId");
    for (String id : List.of(other, "", "no-id", "ffffffffffffffffffffff", "x' OR 1")) {
      assertThat(put(id, 1, ONE).code()).isEqualTo("NoSuchUpload");
      assertThat(parts(id).code()).isEqualTo("NoSuchUpload");
      assertThat(abort(id).code()).isEqualTo("NoSuchUpload");
      assertThat(complete(id, listing(part(1, ONE))).code()).isEqualTo("NoSuchUpload");
    }
  }

  @Test
  void aPartIsRefusedBeforeItsBodyIsReadIfItsUploadIsNotUnderWay() {
    TestPayload body = TestPayload.of(ONE);
    assertThat(put("00", 1, body).code()).isEqualTo("NoSuchUpload");
    assertThat(body.next()).isNotNull();
  }

  @Test
  void aPartWhoseBodyIsNotWhatWasClaimedIsNotStored() {
    String id = begin();
    put(id, 1, ONE);
    TestPayload broken = TestPayload.of(TWO).failing(new S3Exception(S3Error.BAD_DIGEST));
    assertThat(put(id, 1, broken).code()).isEqualTo("BadDigest");
    succeeded(complete(id, listing(part(1, ONE))));
    assertThat(stored()).isEqualTo(ONE);
  }

  @Test
  void aNumberThatNoPartCanHaveIsRefused() {
    String id = begin();
    for (String number : List.of("0", "-1", "10001", "x", "", "99999999999")) {
      Requests request =
          Requests.toObject("PUT", BUCKET.value(), KEY)
              .parameter("partNumber", number)
              .parameter("uploadId", id);
      Answer answer = Answer.of(new PutPart(store), request);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("InvalidArgument");
      assertThat(answer.element("ArgumentValue")).isEqualTo(number);
    }
  }

  private int versions() {
    return store.listings().versions(BUCKET, "", "", VersionPosition.START, 1000).versions().size();
  }

  private static byte[] numbered(int number) {
    return ByteBuffer.allocate(1000).putInt(number).array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(List.of(parts).stream().mapToInt(p -> p.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
