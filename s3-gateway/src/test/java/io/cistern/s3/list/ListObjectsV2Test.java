package io.cistern.s3.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectMetadata;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.Stored;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListObjectsV2Test extends ListStore {
  @Test
  void aPageEchoesItsParametersAndCountsItsEntries() {
    put("a", "b/1", "b/2", "c");
    Listing page = v2("delimiter", "/", "start-after", "Z");
    assertThat(page.text("Name")).isEqualTo("bucket");
    assertThat(page.text("KeyCount")).isEqualTo("3");
    assertThat(page.text("MaxKeys")).isEqualTo("1000");
    assertThat(page.text("StartAfter")).isEqualTo("Z");
    assertThat(page.text("Delimiter")).isEqualTo("/");
    assertThat(page.has("ContinuationToken")).isFalse();
    assertThat(page.has("NextContinuationToken")).isFalse();
    assertThat(page.keys()).containsExactly("a", "c");
    assertThat(page.prefixes()).containsExactly("b/");
  }

  @Test
  void theOwnerIsGivenWhenAskedFor() {
    put("a");
    assertThat(v2().entries().getFirst().child("Owner")).isEmpty();
    assertThat(v2("fetch-owner", "false").entries().getFirst().child("Owner")).isEmpty();
    var owner = v2("fetch-owner", "true").entries().getFirst().child("Owner").orElseThrow();
    assertThat(owner.childText("ID")).contains(Requests.ROOT.id());
  }

  @Test
  void checksumAndStorageClassAreThoseOfTheObject() {
    ObjectDraft draft =
        new ObjectDraft(
            new ETag("0123456789abcdef0123456789abcdef-2"),
            new ObjectMetadata(Map.of("x-amz-storage-class", "GLACIER"), Map.of()),
            Map.of(),
            List.of(
                new Checksum(ChecksumAlgorithm.CRC32C, Checksum.Coverage.COMPOSITE, "yZRlqg==-2")));
    Stored.put(store, BUCKET, "key", new byte[10], draft);
    var entry =
        v2("x-id", "ListObjectsV2", "optional-object-attributes", "RestoreStatus")
            .entries()
            .getFirst();
    assertThat(entry.childText("ChecksumAlgorithm")).contains("CRC32C");
    assertThat(entry.childText("ChecksumType")).contains("COMPOSITE");
    assertThat(entry.childText("StorageClass")).contains("GLACIER");
    assertThat(entry.childText("ETag")).contains("\"0123456789abcdef0123456789abcdef-2\"");
  }

  @Test
  void aTokenGoesPastACommonPrefixAndIsPreferredToStartAfter() {
    put("a", "a/1", "a/2", "a/3", "b");
    Listing first = v2("delimiter", "/", "max-keys", "2", "start-after", "0");
    assertThat(first.keys()).containsExactly("a");
    assertThat(first.prefixes()).containsExactly("a/");
    assertThat(first.truncated()).isTrue();
    String token = first.text("NextContinuationToken");
    Listing second =
        v2("delimiter", "/", "max-keys", "2", "start-after", "0", "continuation-token", token);
    assertThat(second.text("ContinuationToken")).isEqualTo(token);
    assertThat(second.prefixes()).isEmpty();
    assertThat(second.keys()).containsExactly("b");
    assertThat(second.truncated()).isFalse();
  }

  @Test
  void aTokenThatNoPageGaveIsIncorrect() {
    String foreign = Base64.getUrlEncoder().encodeToString(new byte[] {'x', 'a'});
    List<String> bad = new ArrayList<>(List.of("", "!!", "a", foreign, "p\u00e9", "/w=="));
    bad.add(Base64.getUrlEncoder().encodeToString(new byte[] {'k', (byte) 0xff}));
    for (String token : bad) {
      var answer = answer(new ListObjectsV2(store, Requests.ROOT), "continuation-token", token);
      assertThat(answer.status()).as(token).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("InvalidArgument");
      assertThat(answer.element("Message"))
          .isEqualTo("The continuation token provided is incorrect");
    }
  }

  @Test
  void aKeyDoesNotHideThoseUnderItAndLongSegmentsAreKeysLikeOthers() {
    String segment = "s".repeat(256);
    put("a", "a/b", segment + "/x", segment);
    assertThat(v2().keys()).containsExactly("a", "a/b", segment, segment + "/x");
    assertThat(v2("prefix", "a/").keys()).containsExactly("a/b");
    assertThat(v2("delimiter", "/").prefixes()).containsExactly("a/", segment + "/");
    assertThat(v2("delimiter", "/").keys()).containsExactly("a", segment);
  }

  @Test
  void encodingIsOfKeysPrefixesAndStartAfter() {
    put("x y", "x/z=1/1");
    Listing page = v2("encoding-type", "url", "start-after", "x\n", "delimiter", "=1/");
    assertThat(page.text("EncodingType")).isEqualTo("url");
    assertThat(page.text("StartAfter")).isEqualTo("x%0A");
    assertThat(page.text("Delimiter")).isEqualTo("%3D1/");
    assertThat(page.keys()).containsExactly("x%20y");
    assertThat(page.prefixes()).containsExactly("x/z%3D1/");
  }
}
