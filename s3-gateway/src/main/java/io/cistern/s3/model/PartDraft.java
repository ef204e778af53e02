package io.cistern.s3.model;

import java.util.List;

/** What the writer of a part knows of the bytes it wrote. */
public record PartDraft(ETag etag, List<Checksum> checksums) {
  public PartDraft {
    checksums = List.copyOf(checksums);
  }
}
