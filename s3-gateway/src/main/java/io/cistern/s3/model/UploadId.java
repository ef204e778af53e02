package io.cistern.s3.model;

import java.util.HexFormat;
import java.util.OptionalLong;

/** Names a multipart upload; opaque to clients. Ids made later are greater as text. */
public record UploadId(String value) {
  /** The id of the upload with this number. */
  public static UploadId of(long number) {
    return new UploadId(HexFormat.of().toHexDigits(number));
  }

  /** The number; empty for text that names no upload. */
  public OptionalLong number() {
    return new VersionId(value).sequence();
  }

  @Override
  public String toString() {
    return value;
  }
}
