package io.cistern.s3.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.auth.RootCredentials;
import io.cistern.s3.model.AccessKey;
import io.cistern.s3.model.AccessMode;
import io.cistern.s3.model.UserDraft;
import io.cistern.s3.model.UserName;
import io.cistern.s3.testing.Stored;
import io.cistern.s3.user.UserAuthorizer;
import io.cistern.s3.user.UserCredentials;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forms whose policy a user signed: worth what the user may do when they are posted. */
class UserFormTest extends PostStore {
  private static final UserName ANNA = new UserName("anna");

  @BeforeEach
  void makeAnna() {
    AccessKey key = new AccessKey(PostForm.ACCESS_KEY, PostForm.SECRET, Instant.EPOCH);
    store.users().create(new UserDraft(ANNA, List.of(key), Map.of(), Map.of()));
    RootCredentials root =
        new RootCredentials("AKIAROOTROOTROOTROOT", "the-secret-of-the-root-of-the-forms");
    post =
        by(
            new UserCredentials(root, store.users()),
            new UserAuthorizer(store.users(), store.buckets()),
            Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_WRITE", "WRITE_ONLY"})
  void whoMayWriteMayLetOthersWrite(AccessMode mode) {
    store.users().grant(ANNA, BUCKET, mode);
    assertThat(answer(PostForm.to("k").signed()).status()).isEqualTo(204);
    assertThat(Stored.get(store, BUCKET, "k")).asString().isEqualTo("content");
  }

  @Test
  void whoMayNotWriteMayLetNobodyWrite() {
    refused(PostForm.to("k").signed(), 403, "AccessDenied");
    store.users().grant(ANNA, BUCKET, AccessMode.READ_ONLY);
    refused(PostForm.to("k").signed(), 403, "AccessDenied");
  }

  @Test
  void aFormIsWorthNothingOnceItsSignerIsLessOrGone() {
    store.users().grant(ANNA, BUCKET, AccessMode.READ_WRITE);
    PostForm form = PostForm.to("k").signed();
    store.users().revoke(ANNA, Set.of(BUCKET));
    refused(form, 403, "AccessDenied");
    store.users().grant(ANNA, BUCKET, AccessMode.READ_WRITE);
    store.users().removeKey(ANNA, PostForm.ACCESS_KEY);
    refused(form, 403, "InvalidAccessKeyId");
  }
}
