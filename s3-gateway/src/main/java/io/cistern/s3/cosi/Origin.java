package io.cistern.s3.cosi;

import java.util.Map;
import java.util.Optional;

/**
 * The request that a bucket or user was made by. It is kept with what it made: what has none is
 * somebody else's, and is never deleted here; what has another was made for somebody else.
 *
 * @param text compared as a whole
 */
record Origin(String text) {
  /** Its name among the documents of a bucket or user. */
  static final String DOCUMENT = "cosi";

  static Origin ofBucket(String name, BucketParameters parameters) {
    return new Origin("bucket %s\n%s".formatted(name, parameters.canonical()));
  }

  static Origin ofAccount(String name) {
    return new Origin("account %s\n".formatted(name));
  }

  /** The origin noted among these documents. */
  static Optional<Origin> among(Map<String, String> documents) {
    return Optional.ofNullable(documents.get(DOCUMENT)).map(Origin::new);
  }
}
