package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Durability;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.store.StoreError;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocksBucketsTest extends OpenStore {
  @Test
  void settingsSurviveAReopening() {
    Bucket changed =
        store
            .buckets()
            .update(
                BUCKET,
                settings ->
                    settings
                        .withRegion("eu-west-1")
                        .withDurability(Durability.RELAXED)
                        .withVersioning(Versioning.SUSPENDED)
                        .withDocument("cors", "<CORSConfiguration/>"));
    reopen();
    assertThat(store.buckets().get(BUCKET)).isEqualTo(changed);
  }

  @Test
  void aBucketThatIsThereCannotBeMadeAgain() {
    assertThatThrownBy(() -> store.buckets().create(BUCKET, BucketSettings.DEFAULT))
        .isInstanceOf(StoreError.BucketExists.class);
  }

  @Test
  void aBucketWithAnObjectAVersionOrAMarkerIsNotDeleted() {
    Bytes.put(store, BUCKET, "key", Bytes.text("x"));
    assertNotEmpty();
    versioning(Versioning.ENABLED);
    store.objects().delete(BUCKET, new ObjectKey("key"), Optional.empty(), Preconditions.NONE);
    assertNotEmpty();
  }

  @Test
  void aNewBucketOfADeletedOnesNameIsEmpty() throws InterruptedException {
    ObjectKey key = new ObjectKey("key");
    var upload = store.uploads().create(BUCKET, key, UploadDraft.EMPTY);
    Bytes.part(store, BUCKET, key, upload.id(), 1, Bytes.random(100_000, 1));
    store.buckets().delete(BUCKET);
    assertThat(store.buckets().find(BUCKET)).isEmpty();
    store.buckets().create(BUCKET, BucketSettings.DEFAULT);
    assertThatThrownBy(() -> store.uploads().get(BUCKET, key, upload.id()))
        .isInstanceOf(StoreError.NoSuchUpload.class);
    awaitFiles(0);
  }

  @Test
  void bucketsAreListedByNameInPages() {
    List.of("c-one", "a-one", "b-two", "b-one")
        .forEach(name -> store.buckets().create(new BucketName(name), BucketSettings.DEFAULT));
    assertThat(names("", "", 3)).containsExactly("a-one", "b-one", "b-two");
    assertThat(names("", "b-two", 3)).containsExactly("bucket", "c-one");
    assertThat(names("b-", "", 9)).containsExactly("b-one", "b-two");
    assertThat(names("b-", "b-one", 9)).containsExactly("b-two");
    assertThat(names("b-", "c", 9)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ab", "Bucket", "a..b", "192.168.0.1", "xn--a", "-ab", "ab-", "a_b", "x-s3alias"})
  void whatIsNoBucketNameIsRefused(String name) {
    assertThat(BucketName.isLegal(name)).isFalse();
  }

  private List<String> names(String prefix, String after, int max) {
    return store.buckets().list(prefix, after, max).stream()
        .map(bucket -> bucket.name().value())
        .toList();
  }

  private void assertNotEmpty() {
    assertThatThrownBy(() -> store.buckets().delete(BUCKET))
        .isInstanceOf(StoreError.BucketNotEmpty.class);
  }
}
