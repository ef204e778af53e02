package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectVersion;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.VersionId;
import io.cistern.s3.model.VersionPage;
import io.cistern.s3.model.VersionPosition;
import io.cistern.s3.model.Versioning;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Versions that come and go between two pages hide no other version of their key. */
class ChangingVersionsTest extends OpenStore {
  private static final ObjectKey KEY = new ObjectKey("key");

  @Test
  void thoseBehindTheNullVersionAreListedThoughItBeDeleted() {
    versioning(Versioning.ENABLED);
    VersionId first = put();
    versioning(Versioning.SUSPENDED);
    put();
    versioning(Versioning.ENABLED);
    VersionId last = put();
    VersionPage page = page(VersionPosition.START, 2);
    assertThat(ids(page)).containsExactly(last, VersionId.NULL);
    delete(VersionId.NULL);
    VersionPage next = page(page.next().orElseThrow(), 2);
    assertThat(ids(next)).containsExactly(first);
    assertThat(next.versions().getFirst().latest()).isFalse();
  }

  @Test
  void thoseListedBeforeTheNullVersionStandOnceThoughItBeReplaced() {
    versioning(Versioning.ENABLED);
    VersionId first = put();
    versioning(Versioning.SUSPENDED);
    put();
    versioning(Versioning.ENABLED);
    VersionId last = put();
    VersionPage page = page(VersionPosition.START, 2);
    assertThat(ids(page)).containsExactly(last, VersionId.NULL);
    versioning(Versioning.SUSPENDED);
    put();
    assertThat(ids(page(page.next().orElseThrow(), 2))).containsExactly(first);
  }

  @Test
  void theOneThatBecomesTheLatestBecauseThatWasDeletedIsListedAsTheLatest() {
    versioning(Versioning.ENABLED);
    VersionId first = put();
    VersionId second = put();
    VersionId third = put();
    VersionPage page = page(VersionPosition.START, 1);
    assertThat(ids(page)).containsExactly(third);
    delete(third);
    VersionPage next = page(page.next().orElseThrow(), 2);
    assertThat(ids(next)).containsExactly(second, first);
    assertThat(next.versions().getFirst().latest()).isTrue();
    assertThat(next.versions().getLast().latest()).isFalse();
  }

  @Test
  void oneBehindADeleteMarkerThatWasDeletedIsListedAsTheLatest() {
    versioning(Versioning.ENABLED);
    VersionId first = put();
    store.objects().delete(BUCKET, KEY, Optional.empty(), Preconditions.NONE);
    VersionPage page = page(VersionPosition.START, 1);
    VersionId marker = ids(page).getFirst();
    assertThat(ids(page(page.next().orElseThrow(), 1))).containsExactly(first);
    delete(marker);
    VersionPage next = page(page.next().orElseThrow(), 1);
    assertThat(ids(next)).containsExactly(first);
    assertThat(next.versions().getFirst().latest()).isTrue();
  }

  @Test
  void anObjectPutAfterItsKeyWasListedIsNotListedAmongTheOlder() {
    versioning(Versioning.ENABLED);
    VersionId first = put();
    VersionId second = put();
    VersionPage page = page(VersionPosition.START, 1);
    assertThat(ids(page)).containsExactly(second);
    put();
    VersionPage next = page(page.next().orElseThrow(), 1);
    assertThat(ids(next)).containsExactly(first);
    assertThat(next.versions().getFirst().latest()).isFalse();
  }

  @Test
  void aVersionIsListedOnceWhileNewerOnesComeAndGo() throws Exception {
    versioning(Versioning.ENABLED);
    VersionId first = put();
    try (var threads = Executors.newSingleThreadExecutor()) {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int i = 0; i < 300; i++) {
                  delete(put());
                }
              });
      while (!writer.isDone()) {
        assertThat(ids(page(VersionPosition.START, 5))).containsOnlyOnce(first);
      }
      writer.get();
    }
  }

  @Test
  void pastANullVersionThatIsNotThereTheKeyBeginsAgain() {
    versioning(Versioning.ENABLED);
    VersionId first = put();
    VersionId second = put();
    VersionPosition pastNull = inside(KEY, VersionId.NULL);
    assertThat(ids(page(pastNull, 5))).containsExactly(second, first);
  }

  @Test
  void aVersionOfAKeyBeforeThePrefixBeginsAtThePrefix() {
    versioning(Versioning.ENABLED);
    put();
    VersionId second = put();
    Bytes.put(store, BUCKET, "prefix", Bytes.text("x"));
    VersionPage page = store.listings().versions(BUCKET, "prefix", "", inside(KEY, second), 5);
    assertThat(page.versions().stream().map(entry -> entry.version().key().value()))
        .containsExactly("prefix");
  }

  private static VersionPosition inside(ObjectKey key, VersionId version) {
    return new VersionPosition(new ListPosition.AfterKey(key.value()), Optional.of(version));
  }

  private VersionPage page(VersionPosition from, int max) {
    return store.listings().versions(BUCKET, "", "", from, max);
  }

  private static List<VersionId> ids(VersionPage page) {
    return page.versions().stream()
        .map(VersionPage.Entry::version)
        .map(ObjectVersion::versionId)
        .toList();
  }

  private VersionId put() {
    return Bytes.put(store, BUCKET, KEY.value(), Bytes.text("x")).versionId();
  }

  private void delete(VersionId version) {
    store.objects().delete(BUCKET, KEY, Optional.of(version), Preconditions.NONE);
  }
}
