package io.cistern.s3.store.rocks;

import io.cistern.s3.model.AccessKey;
import io.cistern.s3.model.AccessMode;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.Durability;
import io.cistern.s3.model.User;
import io.cistern.s3.model.UserDraft;
import io.cistern.s3.model.UserName;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.Users;
import io.cistern.s3.store.record.UserRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** The users, all in memory; what is read is committed. */
final class RocksUsers implements Users {
  private final Committer committer;
  private final ConcurrentSkipListMap<UserName, User> committed = new ConcurrentSkipListMap<>();
  private final Map<String, KeyHolder> holders = new ConcurrentHashMap<>();

  RocksUsers(Database database, Committer committer) {
    this.committer = committer;
    try (Cursor cursor = database.scan(Table.USERS, new byte[0])) {
      for (; cursor.valid(); cursor.next()) {
        show(UserRecords.user(name(cursor.key()), cursor.value()));
      }
    }
  }

  @Override
  public User create(UserDraft draft) {
    return committer.commit(
        Durability.STRICT,
        tx -> {
          if (tx.get(Table.USERS, key(draft.name())).isPresent()) {
            throw new StoreError.UserExists("there is a user " + draft.name());
          }
          Map<Long, AccessMode> grants = new HashMap<>();
          draft
              .grants()
              .forEach((bucket, mode) -> grants.put(RocksBuckets.require(tx, bucket).id(), mode));
          User user = new User(draft.name(), tx.now(), draft.keys(), grants, draft.documents());
          return store(tx, user);
        });
  }

  @Override
  public Optional<User> find(UserName name) {
    return Optional.ofNullable(committed.get(name));
  }

  @Override
  public Optional<KeyHolder> holder(String accessKey) {
    return Optional.ofNullable(holders.get(accessKey));
  }

  @Override
  public List<User> list() {
    return List.copyOf(committed.values());
  }

  @Override
  public User addKey(UserName name, AccessKey key) {
    return change(name, (_, user) -> user.withKey(key));
  }

  @Override
  public User removeKey(UserName name, String accessKey) {
    return change(name, (_, user) -> user.withoutKey(accessKey));
  }

  @Override
  public User grant(UserName name, BucketName bucket, AccessMode mode) {
    return change(name, (tx, user) -> user.withGrant(RocksBuckets.require(tx, bucket).id(), mode));
  }

  @Override
  public User revoke(UserName name, Set<BucketName> buckets) {
    return change(
        name,
        (tx, user) ->
            user.withoutGrants(
                buckets.stream()
                    .flatMap(bucket -> RocksBuckets.find(tx, bucket).stream())
                    .map(bucket -> bucket.id())
                    .collect(Collectors.toSet())));
  }

  @Override
  public void delete(UserName name) {
    committer.commit(
        Durability.STRICT,
        tx -> {
          User user = require(tx, name);
          tx.delete(Table.USERS, key(name));
          tx.onCommit(() -> hide(user));
          return user;
        });
  }

  /** Takes away what was granted on a bucket that is being deleted. */
  void forget(Transaction tx, long bucket) {
    try (Cursor cursor = tx.scan(Table.USERS, new byte[0])) {
      for (; cursor.valid(); cursor.next()) {
        User user = UserRecords.user(name(cursor.key()), cursor.value());
        if (user.mode(bucket).isPresent()) {
          store(tx, user.withoutGrants(Set.of(bucket)));
        }
      }
    }
  }

  /** What becomes of a user, decided in a commit. */
  private interface Change {
    User of(Transaction tx, User user);
  }

  private User change(UserName name, Change change) {
    return committer.commit(Durability.STRICT, tx -> store(tx, change.of(tx, require(tx, name))));
  }

  private User store(Transaction tx, User user) {
    tx.put(Table.USERS, key(user.name()), UserRecords.user(user));
    tx.onCommit(() -> show(user));
    return user;
  }

  private void show(User user) {
    Optional.ofNullable(committed.get(user.name())).ifPresent(before -> hideKeys(before, user));
    user.keys().forEach(key -> holders.put(key.id(), new KeyHolder(user, key)));
    committed.put(user.name(), user);
  }

  private void hideKeys(User before, User after) {
    before.keys().stream()
        .filter(key -> !after.keys().contains(key))
        .forEach(key -> holders.remove(key.id()));
  }

  private void hide(User user) {
    user.keys().forEach(key -> holders.remove(key.id()));
    committed.remove(user.name());
  }

  private static User require(Transaction tx, UserName name) {
    return tx.get(Table.USERS, key(name))
        .map(value -> UserRecords.user(name, value))
        .orElseThrow(() -> new StoreError.NoSuchUser("there is no user " + name));
  }

  private static byte[] key(UserName name) {
    return Utf8.encode(name.value());
  }

  private static UserName name(byte[] key) {
    return new UserName(Utf8.decode(key));
  }
}
