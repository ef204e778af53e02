package io.cistern.s3.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.testing.Requests;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListObjectsTest extends ListStore {
  @Test
  void aPageEchoesItsParametersAndDescribesObjects() {
    put("a", "b/1", "c");
    Listing page = v1("prefix", "", "marker", "0", "max-keys", "7");
    assertThat(page.text("Name")).isEqualTo("bucket");
    assertThat(page.has("Prefix")).isTrue();
    assertThat(page.text("Marker")).isEqualTo("0");
    assertThat(page.text("MaxKeys")).isEqualTo("7");
    assertThat(page.has("Delimiter")).isFalse();
    assertThat(page.has("EncodingType")).isFalse();
    assertThat(page.keys()).containsExactly("a", "b/1", "c");
    var first = page.entries().getFirst();
    assertThat(first.childText("ETag")).contains("\"0cc175b9c0f1b6a831c399e269772661\"");
    assertThat(first.childText("Size")).contains("1");
    assertThat(first.childText("StorageClass")).contains("STANDARD");
    assertThat(first.childText("LastModified").orElseThrow())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(first.child("Owner").orElseThrow().childText("ID")).contains(Requests.ROOT.id());
    assertThat(first.child("Owner").orElseThrow().childText("DisplayName")).contains("root");
  }

  @Test
  void theNextMarkerIsGivenOnlyWithADelimiter() {
    put("a/1", "a/2", "b", "c");
    Listing plain = v1("max-keys", "1");
    assertThat(plain.truncated()).isTrue();
    assertThat(plain.has("NextMarker")).isFalse();
    Listing rolled = v1("max-keys", "1", "delimiter", "/");
    assertThat(rolled.text("Delimiter")).isEqualTo("/");
    assertThat(rolled.text("NextMarker")).isEqualTo("a/");
    assertThat(rolled.prefixes()).containsExactly("a/");
    Listing second = v1("max-keys", "1", "delimiter", "/", "marker", "a/");
    assertThat(second.prefixes()).isEmpty();
    assertThat(second.keys()).containsExactly("b");
    assertThat(second.text("NextMarker")).isEqualTo("b");
    Listing last = v1("max-keys", "1", "delimiter", "/", "marker", "b");
    assertThat(last.keys()).containsExactly("c");
    assertThat(last.truncated()).isFalse();
    assertThat(last.has("NextMarker")).isFalse();
  }

  @Test
  void encodingIsOfKeysPrefixesAndMarkersAndSaysSo() {
    put("a b/+1", "a b/\u0001", "a b/é/x");
    Listing page =
        v1("encoding-type", "url", "prefix", "a b", "delimiter", "é/", "marker", "a b/\u0000");
    assertThat(page.text("EncodingType")).isEqualTo("url");
    assertThat(page.text("Prefix")).isEqualTo("a%20b");
    assertThat(page.text("Delimiter")).isEqualTo("%C3%A9/");
    assertThat(page.text("Marker")).isEqualTo("a%20b/%00");
    assertThat(page.keys()).containsExactly("a%20b/%01", "a%20b/%2B1");
    assertThat(page.prefixes()).containsExactly("a%20b/%C3%A9/");
    Listing short_ =
        v1("encoding-type", "url", "delimiter", "é/", "max-keys", "1", "prefix", "a b/\u0001");
    assertThat(short_.truncated()).isFalse();
    Listing next = v1("encoding-type", "url", "delimiter", "é/", "max-keys", "1");
    assertThat(next.text("NextMarker")).isEqualTo("a%20b/%01");
  }

  @Test
  void aKeyThatXmlCannotHoldIsAReferenceWithoutEncoding() {
    put("a\u0001b", "c&<d>\"'");
    assertThat(answer(new ListObjects(store, Requests.ROOT)).text())
        .contains("<Key>a&#x1;b</Key>")
        .contains("<Key>c&amp;&lt;d&gt;&quot;'</Key>");
  }

  @Test
  void aPageHoldsUpToAThousandWhateverIsAsked() {
    put(IntStream.range(0, 1005).mapToObj("k%04d"::formatted).toArray(String[]::new));
    for (Listing page : new Listing[] {v1(), v1("max-keys", "2147483647"), v1("max-keys", "")}) {
      assertThat(page.keys()).hasSize(1000).endsWith("k0999");
      assertThat(page.text("MaxKeys")).isEqualTo("1000");
      assertThat(page.truncated()).isTrue();
    }
  }

  @Test
  void aPageOfNothingIsNotTruncated() {
    put("a");
    Listing page = v1("max-keys", "0", "delimiter", "/");
    assertThat(page.keys()).isEmpty();
    assertThat(page.text("MaxKeys")).isEqualTo("0");
    assertThat(page.truncated()).isFalse();
  }

  @Test
  void whatIsNoNumberIsAnInvalidArgument() {
    for (String bad : new String[] {"-1", "ten", "1.5", "99999999999", " 1"}) {
      var answer = answer(new ListObjects(store, Requests.ROOT), "max-keys", bad);
      assertThat(answer.status()).as(bad).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("InvalidArgument");
      assertThat(answer.element("ArgumentName")).isEqualTo("max-keys");
      assertThat(answer.element("ArgumentValue")).isEqualTo(bad);
    }
    var answer = answer(new ListObjects(store, Requests.ROOT), "encoding-type", "base64");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("InvalidArgument");
  }

  @Test
  void aBucketThatIsNotThereIsNoSuchBucket() {
    store.buckets().delete(BUCKET);
    var answer = answer(new ListObjects(store, Requests.ROOT));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("NoSuchBucket");
  }
}
