package io.cistern.s3.model;

/**
 * What a bucket holds, as S3 counts: each version in its full size, though copies share bytes.
 *
 * @param bytes of all versions, and of the parts of uploads under way
 * @param objects versions, without delete markers
 */
public record Usage(long bytes, long objects) {
  public static final Usage NONE = new Usage(0, 0);

  public Usage plus(long moreBytes, long moreObjects) {
    return new Usage(bytes + moreBytes, objects + moreObjects);
  }
}
