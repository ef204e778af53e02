package io.cistern.s3.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An object: everything about it but its bytes.
 *
 * @param size bytes
 * @param tags the object's tagging
 * @param content where the bytes lie
 */
public record ObjectRecord(
    ObjectKey key,
    long sequence,
    boolean nullVersion,
    Instant modified,
    long size,
    ETag etag,
    ObjectMetadata metadata,
    Map<String, String> tags,
    List<Checksum> checksums,
    Content content)
    implements ObjectVersion {
  public ObjectRecord {
    tags = Map.copyOf(tags);
    checksums = List.copyOf(checksums);
  }

  /** The number of parts it was completed from, 0 for an object put whole. */
  public int parts() {
    return switch (content) {
      case Content.Slices _ -> 0;
      case Content.Manifest manifest -> manifest.parts();
    };
  }

  public ObjectRecord withTags(Map<String, String> changed) {
    return new ObjectRecord(
        key, sequence, nullVersion, modified, size, etag, metadata, changed, checksums, content);
  }
}
