package io.cistern.s3.model;

import java.util.HexFormat;

/**
 * An entity tag without its quotes: the MD5 of the body in hexadecimal, or for a multipart object
 * the MD5 of its parts' MD5s, a hyphen and their number.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html">AWS: Object</a>
 */
public record ETag(String value) {
  public ETag {
    if (value.isEmpty() || value.indexOf('"') >= 0) {
      throw new IllegalArgumentException("an entity tag is not empty and holds no quotes");
    }
  }

  /** The tag of a body with this MD5. */
  public static ETag ofMd5(byte[] md5) {
    return new ETag(HexFormat.of().formatHex(md5));
  }

  /** The tag of an object of {@code parts} parts, given the MD5 of their MD5s. */
  public static ETag ofParts(byte[] md5OfMd5s, int parts) {
    return new ETag(HexFormat.of().formatHex(md5OfMd5s) + "-" + parts);
  }

  @Override
  public String toString() {
    return value;
  }
}
