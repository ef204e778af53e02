package io.cistern.s3.model;

import java.time.Instant;

/** One version of a key: an object, or the marker that says it was deleted. */
public sealed interface ObjectVersion permits ObjectRecord, DeleteMarker {
  ObjectKey key();

  /** The number of the commit that made it: larger is newer, and no two are equal. */
  long sequence();

  /** Whether it was made while versioning was off or suspended. */
  boolean nullVersion();

  /** When it was made, to the millisecond. */
  Instant modified();

  default VersionId versionId() {
    return nullVersion() ? VersionId.NULL : VersionId.of(sequence());
  }
}
