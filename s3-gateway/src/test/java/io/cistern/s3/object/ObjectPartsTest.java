package io.cistern.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.body.Checksums;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectMetadata;
import io.cistern.s3.model.PartDraft;
import io.cistern.s3.model.PartReference;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.store.BodyWriter;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.Stored;
import io.cistern.s3.testing.TestStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of the parts of objects: by partNumber, and as attributes. */
class ObjectPartsTest extends TestStore {
  private static final ObjectKey KEY = new ObjectKey("parts");
  private static final String FIRST = "1".repeat(1000);
  private static final String SECOND = "2".repeat(1000);
  private static final String LAST = "3";

  @ParameterizedTest
  @CsvSource({"3,1000,bytes 0-999/2001", "7,1000,bytes 1000-1999/2001", "9,1,bytes 2000-2000/2001"})
  void aPartIsGivenByItsNumber(String number, int length, String range) {
    complete(true);
    for (boolean head : List.of(true, false)) {
      Answer answer = read(head, to("GET").parameter("partNumber", number));
      assertThat(answer.status()).isEqualTo(206);
      assertThat(answer.header("Content-Range")).hasValue(range);
      assertThat(answer.header("x-amz-mp-parts-count")).hasValue("3");
    }
    assertThat(read(false, to("GET").parameter("partNumber", number)).body()).hasSize(length);
  }

  @Test
  void thePartsOfAnObjectAreItsBytes() {
    complete(true);
    StringBuilder all = new StringBuilder();
    for (String number : List.of("3", "7", "9")) {
      all.append(read(false, to("GET").parameter("partNumber", number)).text());
    }
    assertThat(all).hasToString(FIRST + SECOND + LAST);
    assertThat(read(false, to("GET")).text()).isEqualTo(FIRST + SECOND + LAST);
  }

  @ParameterizedTest
  @CsvSource({
    "4,416,InvalidPartNumber",
    "0,400,InvalidArgument",
    "10001,400,InvalidArgument",
    "x,400,InvalidArgument"
  })
  void aPartThatIsNotThereIsRefused(String number, int status, String code) {
    complete(true);
    Answer answer = read(false, to("GET").parameter("partNumber", number));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
  }

  @Test
  void aRangeAndAPartAreNotAskedTogether() {
    complete(true);
    assertThat(
            read(false, to("GET").parameter("partNumber", "3").header("Range", "bytes=0-1")).code())
        .isEqualTo("InvalidRequest");
  }

  @Test
  void anObjectPutWholeIsItsFirstPart() {
    Stored.put(store, BUCKET, KEY.value(), "hello".getBytes(StandardCharsets.UTF_8));
    Answer answer = read(false, to("GET").parameter("partNumber", "1"));
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.text()).isEqualTo("hello");
    assertThat(answer.header("x-amz-mp-parts-count")).isEmpty();
    assertThat(read(false, to("GET").parameter("partNumber", "2")).status()).isEqualTo(416);
  }

  @Test
  void checksumsAreToldWhereTheyAreAskedForAndOnlyOfWhatIsSent() {
    complete(true);
    Requests asked = to("GET").header("x-amz-checksum-mode", "ENABLED");
    assertThat(read(false, asked).header("x-amz-checksum-crc32c")).hasValue(sum().value());
    assertThat(read(false, asked).header("x-amz-checksum-type")).hasValue("COMPOSITE");
    assertThat(read(true, asked).header("x-amz-checksum-crc32c")).hasValue(sum().value());
    assertThat(read(false, to("GET")).header("x-amz-checksum-crc32c")).isEmpty();
    assertThat(read(false, asked.header("Range", "bytes=0-1")).header("x-amz-checksum-crc32c"))
        .isEmpty();
    Answer part =
        read(
            false, to("GET").header("x-amz-checksum-mode", "ENABLED").parameter("partNumber", "9"));
    assertThat(part.header("x-amz-checksum-crc32c")).hasValue(sum(LAST).value());
  }

  @Test
  void attributesAreThoseThatAreAsked() {
    complete(true);
    Answer all = attributes("ETag,Checksum , ObjectParts", "StorageClass,ObjectSize");
    assertThat(all.header("Last-Modified")).isPresent();
    assertThat(all.element("ETag")).isEqualTo("abc-3");
    assertThat(all.text())
        .contains(
            "<Checksum><ChecksumCRC32C>%s</ChecksumCRC32C><ChecksumType>COMPOSITE</ChecksumType>"
                .formatted(sum().value()))
        .contains(
            "<Part><PartNumber>9</PartNumber><Size>1</Size><ChecksumCRC32C>%s</ChecksumCRC32C>"
                .formatted(sum(LAST).value()));
    assertThat(all.element("PartsCount")).isEqualTo("3");
    assertThat(all.element("StorageClass")).isEqualTo("STANDARD");
    assertThat(all.element("ObjectSize")).isEqualTo("2001");
    assertThat(attributes("ObjectSize").text())
        .endsWith("2006-03-01/\"><ObjectSize>2001</ObjectSize></GetObjectAttributesResponse>");
  }

  @Test
  void partsAreListedByPages() {
    complete(true);
    Requests request = attributesRequest("ObjectParts").header("x-amz-max-parts", "2");
    Answer first = Answer.of(new GetObjectAttributes(store), request);
    assertThat(first.element("IsTruncated")).isEqualTo("true");
    assertThat(first.element("NextPartNumberMarker")).isEqualTo("7");
    Answer second =
        Answer.of(new GetObjectAttributes(store), request.header("x-amz-part-number-marker", "7"));
    assertThat(second.element("IsTruncated")).isEqualTo("false");
    assertThat(second.element("PartNumber")).isEqualTo("9");
    assertThat(second.element("PartsCount")).isEqualTo("3");
  }

  @Test
  void partsWithoutChecksumsAreOnlyCounted() {
    complete(false);
    Answer answer = attributes("ObjectParts,Checksum");
    assertThat(answer.element("PartsCount")).isEqualTo("3");
    assertThat(answer.text()).doesNotContain("<Part>").doesNotContain("<Checksum>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "etag", "ETag,Owner"})
  void anUnknownAttributeIsAnInvalidArgument(String names) {
    complete(true);
    assertThat(attributes(names).code()).isEqualTo("InvalidArgument");
  }

  @Test
  void aCopyOfAnObjectFromPartsKeepsItsPartsWhenTheSourceIsGone() {
    complete(true);
    Answer copied =
        Answer.of(
            new CopyObject(store, (_, _) -> true),
            Requests.toObject("PUT", "bucket", "copy").header(CopySource.HEADER, "bucket/parts"));
    assertThat(copied.element("ETag")).isEqualTo("&quot;abc-3&quot;");
    Answer.of(new DeleteObject(store), to("DELETE"));
    Answer part =
        Answer.of(
            new GetObject(store),
            Requests.toObject("GET", "bucket", "copy").parameter("partNumber", "7"));
    assertThat(part.text()).isEqualTo(SECOND);
  }

  private Answer attributes(String... names) {
    return Answer.of(new GetObjectAttributes(store), attributesRequest(names));
  }

  private static Requests attributesRequest(String... names) {
    Requests request = to("GET").parameter("attributes");
    for (String some : names) {
      request.header("x-amz-object-attributes", some);
    }
    return request;
  }

  private Answer read(boolean head, Requests request) {
    if (head) {
      return headOnly(request);
    }
    return Answer.of(new GetObject(store), request);
  }

  /** A HEAD's body is only a length. */
  private Answer headOnly(Requests request) {
    var response = new HeadObject(store).handle(request.build());
    return new Answer(response.status(), response.headers(), new byte[0]);
  }

  private static Requests to(String method) {
    return Requests.toObject(method, "bucket", KEY.value());
  }

  private void complete(boolean withChecksums) {
    UploadId id = store.uploads().create(BUCKET, KEY, UploadDraft.EMPTY).id();
    List<PartReference> parts = new ArrayList<>();
    parts.add(part(id, 3, FIRST, withChecksums));
    parts.add(part(id, 7, SECOND, withChecksums));
    parts.add(part(id, 9, LAST, withChecksums));
    store
        .uploads()
        .complete(
            BUCKET,
            KEY,
            id,
            parts,
            (_, _) ->
                new ObjectDraft(
                    new ETag("abc-3"),
                    ObjectMetadata.EMPTY,
                    Map.of(),
                    withChecksums ? List.of(sum()) : List.of()),
            Preconditions.NONE);
  }

  private PartReference part(UploadId id, int number, String text, boolean withChecksums) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ETag etag = ETag.ofMd5(Stored.md5(bytes));
    try (BodyWriter body = store.write(BUCKET, KEY)) {
      body.write(ByteBuffer.wrap(bytes));
      UploadPart stored =
          store
              .uploads()
              .putPart(
                  BUCKET,
                  KEY,
                  id,
                  number,
                  body,
                  new PartDraft(etag, withChecksums ? List.of(sum(text)) : List.of()));
      return new PartReference(stored.number(), stored.etag());
    }
  }

  private static Checksum sum(String text) {
    return Checksums.of(ChecksumAlgorithm.CRC32C, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Checksum sum() {
    return Checksums.composite(
        ChecksumAlgorithm.CRC32C,
        List.of(sum(FIRST).value(), sum(SECOND).value(), sum(LAST).value()));
  }
}
