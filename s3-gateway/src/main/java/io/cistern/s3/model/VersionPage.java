package io.cistern.s3.model;

import java.util.List;
import java.util.Optional;

/** A page of versions, in the order of their keys' bytes, of one key the newest first. */
public record VersionPage(
    List<Entry> versions, List<String> commonPrefixes, Optional<VersionPosition> next) {
  public VersionPage {
    versions = List.copyOf(versions);
    commonPrefixes = List.copyOf(commonPrefixes);
  }

  /**
   * One version.
   *
   * @param latest whether it is the newest of its key
   */
  public record Entry(ObjectVersion version, boolean latest) {}
}
