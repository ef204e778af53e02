package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.model.AccessKey;
import io.cistern.s3.model.AccessMode;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.User;
import io.cistern.s3.model.UserDraft;
import io.cistern.s3.model.UserName;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.Users;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocksUsersTest extends OpenStore {
  private static final UserName ANNA = new UserName("anna");
  private static final BucketName OTHER = new BucketName("other");
  private static final AccessKey KEY =
      new AccessKey("KEY1", "secret of the first", Instant.ofEpochMilli(1_000));

  @Test
  void aUserIsMadeWithKeysGrantsAndNotesAndSurvivesAReopening() {
    User made =
        users()
            .create(
                new UserDraft(
                    ANNA,
                    List.of(KEY),
                    Map.of(BUCKET, AccessMode.WRITE_ONLY),
                    Map.of("origin", "a claim")));
    assertThat(made.mode(bucketId())).contains(AccessMode.WRITE_ONLY);
    reopen();
    assertThat(users().get(ANNA)).isEqualTo(made);
    assertThat(users().holder("KEY1")).contains(new Users.KeyHolder(made, KEY));
    assertThat(users().list()).containsExactly(made);
  }

  @Test
  void aUserThatIsThereOrWhoseBucketIsNotIsNotMade() {
    users().create(UserDraft.of(ANNA));
    assertThatThrownBy(() -> users().create(UserDraft.of(ANNA)))
        .isInstanceOf(StoreError.UserExists.class);
    UserName berta = new UserName("berta");
    assertThatThrownBy(
            () ->
                users()
                    .create(
                        new UserDraft(
                            berta, List.of(KEY), Map.of(OTHER, AccessMode.READ_ONLY), Map.of())))
        .isInstanceOf(StoreError.NoSuchBucket.class);
    assertThat(users().find(berta)).isEmpty();
    assertThat(users().holder("KEY1")).isEmpty();
  }

  @Test
  void whatIsTakenAwayIsGoneAtOnceAndAfterAReopening() {
    users().create(UserDraft.of(ANNA));
    users().addKey(ANNA, KEY);
    users().addKey(ANNA, new AccessKey("KEY2", "another", Instant.ofEpochMilli(2_000)));
    users().grant(ANNA, BUCKET, AccessMode.READ_ONLY);
    users().grant(ANNA, BUCKET, AccessMode.READ_WRITE);
    assertThat(users().holder("KEY1").orElseThrow().user().mode(bucketId()))
        .contains(AccessMode.READ_WRITE);

    users().removeKey(ANNA, "KEY1");
    users().removeKey(ANNA, "KEY1");
    users().revoke(ANNA, Set.of(BUCKET, OTHER));
    for (int round = 0; round < 2; round++) {
      assertThat(users().holder("KEY1")).isEmpty();
      assertThat(users().holder("KEY2").orElseThrow().user().grants()).isEmpty();
      reopen();
    }
    users().delete(ANNA);
    for (int round = 0; round < 2; round++) {
      assertThat(users().holder("KEY2")).isEmpty();
      assertThat(users().list()).isEmpty();
      reopen();
    }
    assertThatThrownBy(() -> users().delete(ANNA)).isInstanceOf(StoreError.NoSuchUser.class);
  }

  @Test
  void aBucketOfTheSameNameIsNotTheOneThatWasGranted() {
    users().create(UserDraft.of(ANNA));
    users().grant(ANNA, BUCKET, AccessMode.READ_WRITE);
    store.buckets().delete(BUCKET);
    assertThat(users().get(ANNA).grants()).isEmpty();
    store.buckets().create(BUCKET, BucketSettings.DEFAULT);
    assertThat(users().get(ANNA).mode(bucketId())).isEqualTo(Optional.empty());
  }

  @Test
  void theSecretIsInNoText() {
    User user = users().create(new UserDraft(ANNA, List.of(KEY), Map.of(), Map.of()));
    assertThat(user + " " + users().holder("KEY1")).doesNotContain("secret of the first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a b", "a/b", "ä", "a\u0000"})
  void whatIsNoNameIsRefused(String name) {
    assertThat(UserName.isLegal(name)).isFalse();
  }

  private Users users() {
    return store.users();
  }

  private long bucketId() {
    return store.buckets().get(BUCKET).id();
  }
}
