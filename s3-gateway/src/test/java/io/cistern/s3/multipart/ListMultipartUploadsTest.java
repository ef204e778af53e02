package io.cistern.s3.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.xml.XmlElement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SequencedSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ListMultipartUploadsTest extends UploadStore {
  @Test
  void aPageHasWhatWasAskedAndEachUploadItsOwnerAndTime() {
    Instant before = Instant.now().minusMillis(1);
    String id = succeeded(create("a&b/c", "x-amz-storage-class", "STANDARD")).element("UploadId");
    XmlElement page = page("prefix", "a&");
    assertThat(page.childText("Bucket")).contains("bucket");
    assertThat(page.childText("Prefix")).contains("a&");
    assertThat(page.childText("KeyMarker")).contains("");
    assertThat(page.childText("UploadIdMarker")).contains("");
    assertThat(page.childText("MaxUploads")).contains("1000");
    assertThat(page.childText("IsTruncated")).contains("false");
    assertThat(page.child("NextKeyMarker")).isEmpty();
    assertThat(page.child("Delimiter")).isEmpty();
    XmlElement upload = page.child("Upload").orElseThrow();
    assertThat(upload.childText("Key")).contains("a&b/c");
    assertThat(upload.childText("UploadId")).contains(id);
    assertThat(upload.childText("StorageClass")).contains("STANDARD");
    for (String element : List.of("Initiator", "Owner")) {
      assertThat(upload.child(element).orElseThrow().childText("ID")).contains(Requests.ROOT.id());
    }
    assertThat(Instant.parse(upload.childText("Initiated").orElseThrow()))
        .isBetween(before, Instant.now());
    assertThat(page("prefix", "b").child("Upload")).isEmpty();
  }

  @Test
  void uploadsOfOneKeyComeOldestFirstAndAPageMayEndAmongThem() {
    String first = id("key");
    String second = id("key");
    String third = id("key");
    id("later");
    XmlElement page = page("max-uploads", "2");
    assertThat(ids(page)).containsExactly(first, second);
    assertThat(page.childText("IsTruncated")).contains("true");
    assertThat(page.childText("NextKeyMarker")).contains("key");
    assertThat(page.childText("NextUploadIdMarker")).contains(second);
    assertThat(ids(page("key-marker", "key", "upload-id-marker", second))).startsWith(third);
    assertThat(keys(page("key-marker", "key"))).containsExactly("later");
  }

  @Test
  void anUploadMarkerWithoutAKeyMarkerIsIgnoredAndOneThatIsNoIdRefused() {
    String id = id("key");
    assertThat(ids(page("upload-id-marker", id))).containsExactly(id);
    Answer refused = uploads("key-marker", "key", "upload-id-marker", "no-id");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("InvalidArgument");
    assertThat(refused.element("ArgumentValue")).isEqualTo("no-id");
    assertThat(uploads("max-uploads", "-1").code()).isEqualTo("InvalidArgument");
    assertThat(uploads("max-uploads", "x").code()).isEqualTo("InvalidArgument");
    assertThat(uploads("encoding-type", "hex").code()).isEqualTo("InvalidArgument");
  }

  @Test
  void aPageOfNothingIsWhole() {
    id("key");
    XmlElement page = page("max-uploads", "0");
    assertThat(page.child("Upload")).isEmpty();
    assertThat(page.childText("IsTruncated")).contains("false");
  }

  @Test
  void commonPrefixesStandOnceAndAPageThatEndsInOneGoesPastIt() {
    id("a/1");
    id("a/2");
    id("a0");
    id("b/1");
    XmlElement page = page("delimiter", "/");
    assertThat(keys(page)).containsExactly("a0");
    assertThat(prefixes(page)).containsExactly("a/", "b/");
    assertThat(page.childText("Delimiter")).contains("/");
    XmlElement first = page("delimiter", "/", "max-uploads", "1");
    assertThat(prefixes(first)).containsExactly("a/");
    assertThat(first.childText("NextKeyMarker")).contains("a/");
    assertThat(first.child("NextUploadIdMarker")).isEmpty();
    XmlElement second = page("delimiter", "/", "key-marker", "a/");
    assertThat(keys(second)).containsExactly("a0");
    assertThat(prefixes(second)).containsExactly("b/");
  }

  @Test
  void keysAreEncodedWhereThatIsAsked() {
    id("a b/c+ü");
    XmlElement page = page("encoding-type", "url", "prefix", "a b", "delimiter", "/");
    assertThat(page.childText("EncodingType")).contains("url");
    assertThat(page.childText("Prefix")).contains("a%20b");
    assertThat(prefixes(page)).containsExactly("a%20b/");
    assertThat(keys(page("encoding-type", "url"))).containsExactly("a%20b/c%2B%C3%BC");
  }

  @Test
  void everyOneOfTwoThousandFiveHundredUploadsIsListedOnceWhateverThePage() throws Exception {
    List<String> keys = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 2500; i++) {
      keys.add("%c/%02d/%c".formatted('a' + random.nextInt(3), random.nextInt(40), 'x'));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> created = new ArrayList<>();
      for (String key : keys) {
        created.add(threads.submit(() -> create(key)));
      }
      for (Future<Answer> upload : created) {
        succeeded(upload.get());
      }
    }
    for (String prefix : List.of("", "b/", "b/1", "c/39/x", "d")) {
      for (String delimiter : List.of("", "/", "/0")) {
        for (String max : List.of("1000", "999", "97")) {
          everyEntryOnce(keys, prefix, delimiter, max);
        }
      }
    }
    assertThat(page().children("Upload")).hasSize(1000);
    assertThat(page("max-uploads", "5000").childText("MaxUploads")).contains("1000");
  }

  private void everyEntryOnce(List<String> all, String prefix, String delimiter, String max) {
    List<String> expectedKeys = new ArrayList<>();
    SequencedSet<String> expectedPrefixes = new LinkedHashSet<>();
    for (String key : all.stream().sorted().filter(k -> k.startsWith(prefix)).toList()) {
      int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      if (end < 0) {
        expectedKeys.add(key);
      } else {
        expectedPrefixes.add(key.substring(0, end + delimiter.length()));
      }
    }
    List<String> keys = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String keyMarker = "";
    String idMarker = "";
    boolean more = true;
    while (more) {
      XmlElement page =
          page(
              "prefix", prefix,
              "delimiter", delimiter,
              "max-uploads", max,
              "key-marker", keyMarker,
              "upload-id-marker", idMarker);
      keys.addAll(keys(page));
      ids.addAll(ids(page));
      prefixes.addAll(prefixes(page));
      more = page.childText("IsTruncated").orElseThrow().equals("true");
      int entries = keys(page).size() + prefixes(page).size();
      assertThat(entries).isLessThanOrEqualTo(Integer.parseInt(max));
      assertThat(!more || entries == Integer.parseInt(max)).isTrue();
      keyMarker = page.childText("NextKeyMarker").orElse("");
      idMarker = page.childText("NextUploadIdMarker").orElse("");
    }
    assertThat(keys).isEqualTo(expectedKeys);
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(prefixes).containsExactlyElementsOf(expectedPrefixes);
  }

  private String id(String key) {
    return succeeded(create(key)).element("UploadId");
  }

  private XmlElement page(String... parameters) {
    return document(uploads(parameters), "ListMultipartUploadsResult");
  }

  private static List<String> keys(XmlElement page) {
    return texts(page, "Upload", "Key");
  }

  private static List<String> ids(XmlElement page) {
    return texts(page, "Upload", "UploadId");
  }

  private static List<String> prefixes(XmlElement page) {
    return texts(page, "CommonPrefixes", "Prefix");
  }

  private static List<String> texts(XmlElement page, String entry, String element) {
    return page.children(entry).stream().map(e -> e.childText(element).orElseThrow()).toList();
  }
}
