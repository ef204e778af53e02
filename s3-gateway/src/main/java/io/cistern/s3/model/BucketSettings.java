package io.cistern.s3.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * What can be set on a bucket.
 *
 * @param region the location constraint it was made with; empty for the default
 * @param documents configurations by name (cors, tagging, policy ...), which the store keeps and
 *     does not read
 */
public record BucketSettings(
    String region,
    Versioning versioning,
    Durability durability,
    Quota quota,
    Map<String, String> documents) {
  /** A new bucket's, where nothing else was asked. */
  public static final BucketSettings DEFAULT =
      new BucketSettings("", Versioning.OFF, Durability.STRICT, Quota.NONE, Map.of());

  public BucketSettings {
    documents = Map.copyOf(documents);
  }

  public BucketSettings withRegion(String value) {
    return new BucketSettings(value, versioning, durability, quota, documents);
  }

  public BucketSettings withVersioning(Versioning value) {
    return new BucketSettings(region, value, durability, quota, documents);
  }

  public BucketSettings withDurability(Durability value) {
    return new BucketSettings(region, versioning, value, quota, documents);
  }

  public BucketSettings withQuota(Quota value) {
    return new BucketSettings(region, versioning, durability, value, documents);
  }

  /** With the document {@code name} set. */
  public BucketSettings withDocument(String name, String text) {
    Map<String, String> changed = new TreeMap<>(documents);
    changed.put(name, text);
    return new BucketSettings(region, versioning, durability, quota, changed);
  }

  /** Without the document {@code name}. */
  public BucketSettings withoutDocument(String name) {
    Map<String, String> changed = new TreeMap<>(documents);
    changed.remove(name);
    return new BucketSettings(region, versioning, durability, quota, changed);
  }
}
