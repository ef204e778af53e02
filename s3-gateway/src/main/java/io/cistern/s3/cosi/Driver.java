package io.cistern.s3.cosi;

import io.cistern.s3.model.AccessKey;
import io.cistern.s3.model.AccessMode;
import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.User;
import io.cistern.s3.model.UserDraft;
import io.cistern.s3.model.UserName;
import io.cistern.s3.rpc.Refusal;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.user.FreshKeys;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Buckets and accounts as COSI asks for them, whatever version of it does. What a call makes is one
 * commit and durable on return; repeated, after a kill too, it gives the same answer, credentials
 * included. Calls run one at a time, so that one that looks and then makes has no rival.
 *
 * @see <a
 *     href="https://github.com/kubernetes-sigs/container-object-storage-interface/blob/main/proto/spec.md">The
 *     COSI specification</a>
 */
final class Driver {
  private final ObjectStore store;

  Driver(ObjectStore store) {
    this.store = store;
  }

  /**
   * Makes the bucket for this name, or finds it made.
   *
   * @throws Refusal.Conflict if it was made otherwise, or not by COSI
   */
  synchronized Bucket createBucket(String name, Map<String, String> parameters) {
    BucketName bucketName = Names.bucket(name);
    BucketParameters wanted = BucketParameters.parse(parameters);
    Origin origin = Origin.ofBucket(name, wanted);
    Optional<Bucket> there = store.buckets().find(bucketName);
    if (there.isEmpty()) {
      return store
          .buckets()
          .create(bucketName, wanted.settings().withDocument(Origin.DOCUMENT, origin.text()));
    }
    if (!Origin.among(there.get().settings().documents()).equals(Optional.of(origin))) {
      throw new Refusal.Conflict(
          "bucket %s is there, and was made with other parameters or not for this claim"
              .formatted(bucketName));
    }
    return there.get();
  }

  /**
   * A bucket that is there, by whomever it was made.
   *
   * @throws Refusal.NotFound if it is not
   * @throws Refusal.Conflict if it is not as the parameters say
   */
  synchronized Bucket existingBucket(String id, Map<String, String> parameters) {
    BucketParameters wanted = BucketParameters.parse(parameters);
    Bucket bucket = require(id);
    BucketSettings settings = bucket.settings();
    boolean differs =
        parameters.containsKey(BucketParameters.QUOTA)
                && settings.quota().bytes() != wanted.quota().bytes()
            || parameters.containsKey(BucketParameters.QUOTA_OBJECTS)
                && settings.quota().objects() != wanted.quota().objects()
            || parameters.containsKey(BucketParameters.DURABILITY)
                && settings.durability() != wanted.durability();
    if (differs) {
      throw new Refusal.Conflict("bucket %s has other settings".formatted(id));
    }
    return bucket;
  }

  /**
   * Deletes a bucket that was made here and is empty; one that is not there is no error.
   *
   * @throws Refusal.Precondition if COSI did not make it
   * @throws StoreError.BucketNotEmpty if it holds an object, a version or a delete marker
   */
  synchronized void deleteBucket(String id) {
    Optional<Bucket> there = find(id);
    if (there.isEmpty()) {
      return;
    }
    if (Origin.among(there.get().settings().documents()).isEmpty()) {
      throw new Refusal.Precondition(
          "bucket %s was not made by COSI, and is not deleted by it".formatted(id));
    }
    store.buckets().delete(there.get());
  }

  /**
   * Makes an account with a key of its own and these grants, or finds it made.
   *
   * @param modes by the id of the bucket; at least one
   * @throws Refusal.NotFound if there is no such bucket
   * @throws Refusal.Conflict if there is an account of this name with other grants, or a user that
   *     COSI did not make
   */
  synchronized Account grant(UserName account, String name, Map<String, AccessMode> modes) {
    Map<BucketName, AccessMode> wanted = new HashMap<>();
    modes.forEach((id, mode) -> wanted.put(require(id).name(), mode));
    Origin origin = Origin.ofAccount(name);
    User user =
        store
            .users()
            .find(account)
            .map(there -> requireSame(there, origin, wanted))
            .orElseGet(
                () ->
                    store
                        .users()
                        .create(
                            new UserDraft(
                                account,
                                List.of(FreshKeys.next()),
                                wanted,
                                Map.of(Origin.DOCUMENT, origin.text()))));
    AccessKey key =
        user.keys().stream()
            .findFirst()
            .orElseThrow(
                () -> new Refusal.Precondition("the key of user " + account + " was deleted"));
    return new Account(account, key);
  }

  private User requireSame(User there, Origin origin, Map<BucketName, AccessMode> wanted) {
    Map<Long, AccessMode> grants = new HashMap<>();
    wanted.forEach((bucket, mode) -> grants.put(store.buckets().get(bucket).id(), mode));
    if (!Origin.among(there.documents()).equals(Optional.of(origin))
        || !there.grants().equals(grants)) {
      throw new Refusal.Conflict(
          "user %s is there, and has other grants or was not made for this access"
              .formatted(there.name()));
    }
    return there;
  }

  /**
   * Takes an account's grants on these buckets away, and the account with the last of them. What is
   * not there any more is no error.
   *
   * @throws Refusal.Precondition if COSI did not make the user
   */
  synchronized void revoke(String account, Collection<String> buckets) {
    Optional<User> there =
        Optional.of(account)
            .filter(UserName::isLegal)
            .flatMap(name -> store.users().find(new UserName(name)));
    if (there.isEmpty()) {
      return;
    }
    UserName name = there.get().name();
    if (Origin.among(there.get().documents()).isEmpty()) {
      throw new Refusal.Precondition(
          "user %s was not made by COSI, and is not changed by it".formatted(name));
    }
    User left =
        store
            .users()
            .revoke(
                name,
                buckets.stream()
                    .filter(BucketName::isLegal)
                    .map(BucketName::new)
                    .collect(Collectors.toSet()));
    if (left.grants().isEmpty()) {
      store.users().delete(name);
    }
  }

  private Bucket require(String id) {
    return find(id).orElseThrow(() -> new Refusal.NotFound("there is no bucket " + id));
  }

  private Optional<Bucket> find(String id) {
    return Optional.of(id)
        .filter(BucketName::isLegal)
        .flatMap(name -> store.buckets().find(new BucketName(name)));
  }
}
