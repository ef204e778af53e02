package io.cistern.s3.model;

import java.util.Optional;

/**
 * What a delete did.
 *
 * @param version the version that was deleted for good, or the delete marker that was made; empty
 *     where there was nothing, or versioning is off
 * @param deleteMarker whether that version is a delete marker
 */
public record DeleteResult(Optional<VersionId> version, boolean deleteMarker) {
  /** Nothing that has a name was deleted or made. */
  public static final DeleteResult UNNAMED = new DeleteResult(Optional.empty(), false);
}
