package io.cistern.s3.model;

import java.util.Optional;

/**
 * Where a list of versions goes on.
 *
 * @param key where in the keys; an {@link ListPosition.AfterKey} with a version goes on inside that
 *     key
 * @param version past this version of the key
 */
public record VersionPosition(ListPosition key, Optional<VersionId> version) {
  public static final VersionPosition START =
      new VersionPosition(ListPosition.START, Optional.empty());
}
