package io.cistern.s3.model;

import java.util.List;
import java.util.Optional;

/** A page of uploads under way, in the order of their keys' bytes, of one key the oldest first. */
public record UploadPage(
    List<Upload> uploads, List<String> commonPrefixes, Optional<UploadPosition> next) {
  public UploadPage {
    uploads = List.copyOf(uploads);
    commonPrefixes = List.copyOf(commonPrefixes);
  }
}
