package io.cistern.s3.store;

import io.cistern.s3.model.AccessKey;
import io.cistern.s3.model.AccessMode;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.User;
import io.cistern.s3.model.UserDraft;
import io.cistern.s3.model.UserName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The users of a store, their keys and grants. Changes are durable on return and seen by every
 * question asked after it; reads are answered from memory.
 */
public interface Users {
  /** A key, and whose it is. */
  record KeyHolder(User user, AccessKey key) {}

  /**
   * Makes a user with all that the draft says, or nothing.
   *
   * @throws StoreError.UserExists if there is one of this name
   * @throws StoreError.NoSuchBucket if a bucket of a grant is not there
   */
  User create(UserDraft draft);

  /** The user of this name. */
  Optional<User> find(UserName name);

  /**
   * The user of this name.
   *
   * @throws StoreError.NoSuchUser if there is none
   */
  default User get(UserName name) {
    return find(name).orElseThrow(() -> new StoreError.NoSuchUser("there is no user " + name));
  }

  /** Who holds the access key of this id. */
  Optional<KeyHolder> holder(String accessKey);

  /** All users, by name. */
  List<User> list();

  /**
   * Gives the user one key more.
   *
   * @throws StoreError.NoSuchUser if there is none
   */
  User addKey(UserName name, AccessKey key);

  /**
   * Takes a key away; it signs nothing from then on. One that is not there is no error.
   *
   * @throws StoreError.NoSuchUser if there is none
   */
  User removeKey(UserName name, String accessKey);

  /**
   * Grants access to a bucket, in place of what was granted on it.
   *
   * @throws StoreError.NoSuchUser if there is none
   * @throws StoreError.NoSuchBucket if there is no such bucket
   */
  User grant(UserName name, BucketName bucket, AccessMode mode);

  /**
   * Takes grants away; what was not granted, or is no bucket, is no error.
   *
   * @throws StoreError.NoSuchUser if there is none
   */
  User revoke(UserName name, Set<BucketName> buckets);

  /**
   * Deletes the user with its keys.
   *
   * @throws StoreError.NoSuchUser if there is none
   */
  void delete(UserName name);
}
