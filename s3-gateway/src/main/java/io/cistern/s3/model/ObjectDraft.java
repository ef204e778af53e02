package io.cistern.s3.model;

import java.util.List;
import java.util.Map;

/**
 * What the writer of an object decides about it; the store adds size, time and version.
 *
 * @param etag computed by the caller from the bytes it wrote
 */
public record ObjectDraft(
    ETag etag, ObjectMetadata metadata, Map<String, String> tags, List<Checksum> checksums) {
  public ObjectDraft {
    tags = Map.copyOf(tags);
    checksums = List.copyOf(checksums);
  }

  /** A draft with nothing but its tag. */
  public static ObjectDraft of(ETag etag) {
    return new ObjectDraft(etag, ObjectMetadata.EMPTY, Map.of(), List.of());
  }
}
