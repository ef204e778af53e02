package io.cistern.s3.model;

import java.util.List;

/**
 * A part of a completed object.
 *
 * @param offset of its first byte in the object
 * @param size bytes
 */
public record ObjectPart(int number, long offset, long size, ETag etag, List<Checksum> checksums) {
  public ObjectPart {
    checksums = List.copyOf(checksums);
  }
}
