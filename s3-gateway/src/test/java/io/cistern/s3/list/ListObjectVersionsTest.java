package io.cistern.s3.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListObjectVersionsTest extends ListStore {
  @Test
  void versionsAndMarkersOfAKeyComeNewestFirstAmongEachOther() {
    put("a");
    versioning(Versioning.ENABLED);
    put("a");
    delete("a");
    put("b");
    delete("b");
    put("b");
    Listing page = versions();
    assertThat(page.entries().stream().map(XmlElement::name))
        .containsExactly(
            "DeleteMarker", "Version", "Version", "Version", "DeleteMarker", "Version");
    assertThat(page.keys()).containsExactly("a", "a", "a", "b", "b", "b");
    assertThat(texts(page, "IsLatest"))
        .containsExactly("true", "false", "false", "true", "false", "false");
    assertThat(texts(page, "VersionId")).doesNotHaveDuplicates().hasSize(6);
    assertThat(texts(page, "VersionId").get(2)).isEqualTo("null");
    var marker = page.entries().getFirst();
    assertThat(marker.child("Size")).isEmpty();
    assertThat(marker.child("ETag")).isEmpty();
    assertThat(marker.child("Owner").orElseThrow().childText("ID")).contains(Requests.ROOT.id());
    var version = page.entries().get(1);
    assertThat(version.childText("Size")).contains("1");
    assertThat(version.childText("ETag")).contains("\"0cc175b9c0f1b6a831c399e269772661\"");
    assertThat(version.childText("StorageClass")).contains("STANDARD");
  }

  @Test
  void aKeyMarkerAloneGoesPastAllVersionsOfTheKey() {
    versioning(Versioning.ENABLED);
    put("a");
    put("a");
    put("b");
    Listing page = versions("key-marker", "a");
    assertThat(page.text("KeyMarker")).isEqualTo("a");
    assertThat(page.has("VersionIdMarker")).isTrue();
    assertThat(page.keys()).containsExactly("b");
  }

  @Test
  void aPageThatEndsInAKeyGoesOnInsideIt() {
    versioning(Versioning.ENABLED);
    put("a");
    put("a");
    put("a");
    Listing first = versions("max-keys", "2");
    assertThat(first.truncated()).isTrue();
    assertThat(first.text("NextKeyMarker")).isEqualTo("a");
    assertThat(first.text("NextVersionIdMarker")).isEqualTo(texts(first, "VersionId").getLast());
    Listing second =
        versions("key-marker", "a", "version-id-marker", first.text("NextVersionIdMarker"));
    assertThat(second.keys()).containsExactly("a");
    assertThat(texts(second, "IsLatest")).containsExactly("false");
    assertThat(texts(second, "VersionId")).doesNotContainAnyElementsOf(texts(first, "VersionId"));
  }

  @Test
  void aPageThatEndsInACommonPrefixGoesPastIt() {
    put("a/1", "a/2", "b");
    Listing first = versions("delimiter", "/", "max-keys", "1", "encoding-type", "url");
    assertThat(first.prefixes()).containsExactly("a/");
    assertThat(first.text("NextKeyMarker")).isEqualTo("a/");
    assertThat(first.has("NextVersionIdMarker")).isFalse();
    Listing second = versions("delimiter", "/", "key-marker", "a/");
    assertThat(second.prefixes()).isEmpty();
    assertThat(second.keys()).containsExactly("b");
  }

  @Test
  void aVersionMarkerMustBeAVersionOfAKey() {
    var alone = answer(new ListObjectVersions(store, Requests.ROOT), "version-id-marker", "null");
    assertThat(alone.status()).isEqualTo(400);
    assertThat(alone.code()).isEqualTo("InvalidArgument");
    var garbage =
        answer(
            new ListObjectVersions(store, Requests.ROOT),
            "key-marker",
            "a",
            "version-id-marker",
            "zz");
    assertThat(garbage.status()).isEqualTo(400);
    assertThat(garbage.code()).isEqualTo("InvalidArgument");
    assertThat(garbage.element("ArgumentValue")).isEqualTo("zz");
  }

  private void delete(String key) {
    store.objects().delete(BUCKET, new ObjectKey(key), Optional.empty(), Preconditions.NONE);
  }

  private static List<String> texts(Listing page, String element) {
    return page.entries().stream().map(e -> e.childText(element).orElseThrow()).toList();
  }
}
