package io.cistern.s3.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Somebody who may do what has been granted, and nothing else.
 *
 * @param created to the millisecond
 * @param keys any of which signs for the user
 * @param grants by the id of the bucket: one of the same name that comes later is not meant
 * @param documents what others note of the user by name, which the store keeps and does not read
 */
public record User(
    UserName name,
    Instant created,
    List<AccessKey> keys,
    Map<Long, AccessMode> grants,
    Map<String, String> documents) {
  public User {
    keys = List.copyOf(keys);
    grants = Map.copyOf(grants);
    documents = Map.copyOf(documents);
  }

  /** What is granted on the bucket of this id. */
  public Optional<AccessMode> mode(long bucket) {
    return Optional.ofNullable(grants.get(bucket));
  }

  /** With one key more. */
  public User withKey(AccessKey key) {
    List<AccessKey> more = new ArrayList<>(keys);
    more.add(key);
    return new User(name, created, more, grants, documents);
  }

  /** Without the key of this id. */
  public User withoutKey(String id) {
    return new User(
        name,
        created,
        keys.stream().filter(key -> !key.id().equals(id)).toList(),
        grants,
        documents);
  }

  /** With a grant, in place of the one on the same bucket. */
  public User withGrant(long bucket, AccessMode mode) {
    Map<Long, AccessMode> changed = new TreeMap<>(grants);
    changed.put(bucket, mode);
    return new User(name, created, keys, changed, documents);
  }

  /** Without grants on these buckets. */
  public User withoutGrants(Collection<Long> buckets) {
    Map<Long, AccessMode> changed = new TreeMap<>(grants);
    changed.keySet().removeAll(buckets);
    return new User(name, created, keys, changed, documents);
  }
}
