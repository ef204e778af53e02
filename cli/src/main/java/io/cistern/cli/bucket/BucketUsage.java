package io.cistern.cli.bucket;

/**
 * What a bucket holds, as far as listing it tells.
 *
 * @param objects keys with a latest version
 * @param versions of all keys, without delete markers
 * @param bytes of all versions, as their clients sent them
 * @param uploads under way
 */
public record BucketUsage(long objects, long versions, long bytes, long uploads) {
  /** Of nothing. */
  public static final BucketUsage NONE = new BucketUsage(0, 0, 0, 0);

  BucketUsage plus(BucketUsage other) {
    return new BucketUsage(
        objects + other.objects,
        versions + other.versions,
        bytes + other.bytes,
        uploads + other.uploads);
  }
}
