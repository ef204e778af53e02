package io.cistern.s3.model;

import java.util.Map;
import java.util.Optional;

/**
 * What CreateMultipartUpload says about the object to be.
 *
 * @param checksum the algorithm and coverage its checksum will have
 */
public record UploadDraft(
    ObjectMetadata metadata, Map<String, String> tags, Optional<ChecksumChoice> checksum) {
  /** An upload of which nothing was said. */
  public static final UploadDraft EMPTY =
      new UploadDraft(ObjectMetadata.EMPTY, Map.of(), Optional.empty());

  public UploadDraft {
    tags = Map.copyOf(tags);
  }

  /** The checksum an upload was created with. */
  public record ChecksumChoice(ChecksumAlgorithm algorithm, Checksum.Coverage coverage) {}
}
