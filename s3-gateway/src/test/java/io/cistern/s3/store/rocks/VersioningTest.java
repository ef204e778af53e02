package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.model.DeleteMarker;
import io.cistern.s3.model.DeleteResult;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.VersionId;
import io.cistern.s3.model.VersionPage;
import io.cistern.s3.model.VersionPosition;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.store.StoreError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersioningTest extends OpenStore {
  private static final ObjectKey KEY = new ObjectKey("key");

  @Test
  void everyVersionStaysReadable() {
    VersionId before = put("before");
    versioning(Versioning.ENABLED);
    VersionId first = put("first");
    VersionId second = put("second");
    assertThat(before).isEqualTo(VersionId.NULL);
    assertThat(get(Optional.empty())).isEqualTo("second");
    assertThat(get(Optional.of(first))).isEqualTo("first");
    assertThat(get(Optional.of(second))).isEqualTo("second");
    assertThat(get(Optional.of(VersionId.NULL))).isEqualTo("before");
    assertThat(versions(1)).isEqualTo(List.of("*" + second, first.value(), "null"));
  }

  @Test
  void aDeleteLeavesAMarkerAndDeletingTheMarkerBringsTheObjectBack() {
    versioning(Versioning.ENABLED);
    VersionId first = put("first");
    DeleteResult marker = delete(Optional.empty());
    assertThat(marker.deleteMarker()).isTrue();
    assertThatThrownBy(() -> get(Optional.empty()))
        .isInstanceOfSatisfying(
            StoreError.Deleted.class,
            deleted -> assertThat(deleted.marker().versionId()).isEqualTo(marker.version().get()));
    assertThatThrownBy(() -> get(marker.version())).isInstanceOf(StoreError.Deleted.class);
    assertThat(get(Optional.of(first))).isEqualTo("first");
    assertThat(delete(marker.version())).isEqualTo(new DeleteResult(marker.version(), true));
    assertThat(get(Optional.empty())).isEqualTo("first");
  }

  @Test
  void deletingTheLatestVersionForGoodMakesTheOneBeforeTheLatest() {
    versioning(Versioning.ENABLED);
    VersionId first = put("first");
    VersionId second = put("second");
    delete(Optional.of(second));
    assertThat(get(Optional.empty())).isEqualTo("first");
    assertThat(versions(10)).containsExactly("*" + first);
    delete(Optional.of(first));
    assertThatThrownBy(() -> get(Optional.empty())).isInstanceOf(StoreError.NoSuchKey.class);
    store.buckets().delete(BUCKET);
  }

  @Test
  void whileSuspendedThereIsOneNullVersionAndTheOthersStay() {
    versioning(Versioning.ENABLED);
    VersionId first = put("first");
    versioning(Versioning.SUSPENDED);
    assertThat(put("one")).isEqualTo(VersionId.NULL);
    put("two");
    assertThat(versions(10)).containsExactly("*null", first.value());
    assertThat(get(Optional.of(VersionId.NULL))).isEqualTo("two");
    DeleteResult marker = delete(Optional.empty());
    assertThat(marker).isEqualTo(new DeleteResult(Optional.of(VersionId.NULL), true));
    assertThat(versions(10)).containsExactly("*null!", first.value());
    versioning(Versioning.ENABLED);
    VersionId third = put("third");
    assertThat(versions(10)).containsExactly("*" + third, "null!", first.value());
    versioning(Versioning.SUSPENDED);
    put("four");
    assertThat(versions(10)).containsExactly("*null", third.value(), first.value());
    delete(Optional.of(VersionId.NULL));
    assertThat(get(Optional.empty())).isEqualTo("third");
  }

  @Test
  void overwritingTheNullVersionWhileSuspendedDropsItsBody() throws InterruptedException {
    versioning(Versioning.ENABLED);
    Bytes.put(store, BUCKET, "key", Bytes.random(100_000, 1));
    versioning(Versioning.SUSPENDED);
    Bytes.put(store, BUCKET, "key", Bytes.random(100_000, 2));
    Bytes.put(store, BUCKET, "key", Bytes.random(100_000, 3));
    awaitFiles(2);
  }

  @Test
  void aVersionThatIsNoneIsNotThere() {
    versioning(Versioning.ENABLED);
    put("first");
    for (String id : List.of("null", "", "zzz", "0000000000000001", "00000000000000FF")) {
      assertThatThrownBy(() -> get(Optional.of(new VersionId(id))))
          .isInstanceOf(StoreError.NoSuchVersion.class);
      assertThat(delete(Optional.of(new VersionId(id))).deleteMarker()).isFalse();
    }
    assertThat(get(Optional.empty())).isEqualTo("first");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void pagesOfVersionsGiveEachOnceAlsoOfKeysThatBeginAlike(int size) {
    versioning(Versioning.ENABLED);
    List<String> expected = new ArrayList<>();
    for (String key : List.of("a", "a\u0000", "a\u0000b", "a/b", "ab")) {
      String older = Bytes.put(store, BUCKET, key, Bytes.text("1")).versionId().value();
      String newer = Bytes.put(store, BUCKET, key, Bytes.text("2")).versionId().value();
      expected.addAll(List.of("*" + newer, older));
    }
    assertThat(versions(size)).isEqualTo(expected);
  }

  @Test
  void versionsAreRolledUpByADelimiterAndResumePastIt() {
    versioning(Versioning.ENABLED);
    put("x");
    Bytes.put(store, BUCKET, "a/1", Bytes.text("1"));
    Bytes.put(store, BUCKET, "a/2", Bytes.text("2"));
    VersionPage page = store.listings().versions(BUCKET, "", "/", VersionPosition.START, 1);
    assertThat(page.commonPrefixes()).containsExactly("a/");
    VersionPage rest = store.listings().versions(BUCKET, "", "/", page.next().orElseThrow(), 10);
    assertThat(rest.commonPrefixes()).isEmpty();
    assertThat(rest.versions()).hasSize(1);
  }

  private VersionId put(String text) {
    return Bytes.put(store, BUCKET, "key", Bytes.text(text)).versionId();
  }

  private String get(Optional<VersionId> version) {
    return new String(Bytes.get(store, BUCKET, "key", version), StandardCharsets.UTF_8);
  }

  private DeleteResult delete(Optional<VersionId> version) {
    return store.objects().delete(BUCKET, KEY, version, Preconditions.NONE);
  }

  /** Version ids in order; a star before the latest, an exclamation mark behind a marker. */
  private List<String> versions(int pageSize) {
    List<String> ids = new ArrayList<>();
    Optional<VersionPosition> next = Optional.of(VersionPosition.START);
    while (next.isPresent()) {
      VersionPage page = store.listings().versions(BUCKET, "", "", next.get(), pageSize);
      for (VersionPage.Entry entry : page.versions()) {
        boolean marker = entry.version() instanceof DeleteMarker;
        ids.add((entry.latest() ? "*" : "") + entry.version().versionId() + (marker ? "!" : ""));
      }
      next = page.next();
    }
    return ids;
  }
}
