package io.cistern.s3.store.rocks;

import java.nio.charset.StandardCharsets;

/** The column families. Keys are {@link io.cistern.s3.store.record.Keys}. */
enum Table {
  /** What the store knows of itself. RocksDB wants one family of this name. */
  META("default"),
  /** Name: bucket. */
  BUCKETS("buckets"),
  /** Bucket, key: the latest version, where that is an object. */
  CURRENT("current"),
  /** Bucket, key, inverted sequence: every other version, and all delete markers. */
  VERSIONS("versions"),
  /** Bucket, key: the sequence of the null version, where it is in {@link #VERSIONS}. */
  NULLS("nulls"),
  /** Extent: the bytes of a small body. */
  BODIES("bodies"),
  /** Extent: the length of a body in a file. */
  EXTENTS("extents"),
  /** Extent or manifest: how many refer to it, where that is more than one. */
  REFERENCES("references"),
  /** Manifest: the parts of a completed object. */
  MANIFESTS("manifests"),
  /** Bucket, key, upload: an upload under way. */
  UPLOADS("uploads"),
  /** Upload, part: a stored part; under part 0 the sequence of the upload's last change. */
  PARTS("parts"),
  /** Upload: the answer to a completed one. */
  COMPLETIONS("completions"),
  /** Bucket: what it holds. */
  USAGE("usage"),
  /** Name: user, with the secrets of its keys. */
  USERS("users"),
  /** Sequence: what is deleted and still to be taken apart. */
  TRASH("trash");

  private final String family;

  Table(String family) {
    this.family = family;
  }

  byte[] family() {
    return family.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the values are bodies: not worth compressing, dear to move, and seldom scanned. */
  boolean holdsBodies() {
    return this == BODIES;
  }
}
