package io.cistern.s3.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.testing.Requests;
import io.cistern.s3.xml.XmlElement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListPartsTest extends UploadStore {
  private static final byte[] BYTES = random(1234, 1);

  @Test
  void partsComeByNumberWithSizeTagAndTime() {
    Instant before = Instant.now().minusMillis(1);
    String id = begin();
    put(id, 10_000, BYTES);
    put(id, 3, new byte[0]);
    XmlElement page = document(parts(id), "ListPartsResult");
    assertThat(page.childText("Bucket")).contains("bucket");
    assertThat(page.childText("Key")).contains(KEY);
    assertThat(page.childText("UploadId")).contains(id);
    assertThat(page.childText("StorageClass")).contains("STANDARD");
    assertThat(page.childText("MaxParts")).contains("1000");
    assertThat(page.childText("IsTruncated")).contains("false");
    for (String element : List.of("Initiator", "Owner")) {
      assertThat(page.child(element).orElseThrow().childText("ID")).contains(Requests.ROOT.id());
    }
    assertThat(numbers(page)).containsExactly("3", "10000");
    XmlElement last = page.children("Part").getLast();
    assertThat(last.childText("Size")).contains("1234");
    assertThat(last.childText("ETag")).contains('"' + md5(BYTES) + '"');
    assertThat(Instant.parse(last.childText("LastModified").orElseThrow()))
        .isBetween(before, Instant.now());
  }

  @Test
  void aPageGoesOnAfterTheMarkerOfTheOneBefore() {
    String id = begin();
    for (int number = 1; number <= 5; number++) {
      put(id, number, BYTES);
    }
    XmlElement first = document(parts(id, "max-parts", "2"), "ListPartsResult");
    assertThat(numbers(first)).containsExactly("1", "2");
    assertThat(first.childText("IsTruncated")).contains("true");
    assertThat(first.childText("NextPartNumberMarker")).contains("2");
    assertThat(first.childText("MaxParts")).contains("2");
    XmlElement rest = document(parts(id, "part-number-marker", "2"), "ListPartsResult");
    assertThat(rest.childText("PartNumberMarker")).contains("2");
    assertThat(numbers(rest)).containsExactly("3", "4", "5");
    assertThat(rest.childText("IsTruncated")).contains("false");
    XmlElement past = document(parts(id, "part-number-marker", "99999"), "ListPartsResult");
    assertThat(numbers(past)).isEmpty();
    XmlElement nothing = document(parts(id, "max-parts", "0"), "ListPartsResult");
    assertThat(numbers(nothing)).isEmpty();
    assertThat(nothing.childText("IsTruncated")).contains("false");
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    String id = begin();
    assertThat(parts(id, "max-parts", "-1").code()).isEqualTo("InvalidArgument");
    assertThat(parts(id, "max-parts", "x").code()).isEqualTo("InvalidArgument");
    assertThat(parts(id, "part-number-marker", "-2").code()).isEqualTo("InvalidArgument");
  }

  private static List<String> numbers(XmlElement page) {
    return page.children("Part").stream()
        .map(part -> part.childText("PartNumber").orElseThrow())
        .toList();
  }
}
