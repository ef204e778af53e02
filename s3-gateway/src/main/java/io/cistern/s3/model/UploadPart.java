package io.cistern.s3.model;

import java.time.Instant;
import java.util.List;

/**
 * A part of an upload under way.
 *
 * @param number 1 to 10,000
 * @param sequence the commit that stored it: a part stored again has a greater one
 * @param slices where its bytes lie
 */
public record UploadPart(
    int number,
    long sequence,
    Instant modified,
    long size,
    ETag etag,
    List<Checksum> checksums,
    List<Slice> slices) {
  /** The greatest part number. */
  public static final int MAX_NUMBER = 10_000;

  public UploadPart {
    if (number < 1 || number > MAX_NUMBER) {
      throw new IllegalArgumentException("a part number is 1 to 10000: " + number);
    }
    checksums = List.copyOf(checksums);
    slices = List.copyOf(slices);
  }
}
