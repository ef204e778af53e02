package io.cistern.s3.store.rocks;

import io.cistern.s3.model.ETagCondition;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.store.StoreError;
import java.util.Optional;

/** Decides {@link Preconditions}. */
final class Conditions {
  private Conditions() {}

  /**
   * @param target the object a write is about to replace or delete, if there is one
   */
  static void check(Preconditions conditions, Optional<ObjectRecord> target) {
    boolean matchAsked = !(conditions.ifMatch() instanceof ETagCondition.Absent);
    if (matchAsked && target.isEmpty()) {
      throw new StoreError.NoSuchKey("If-Match, and there is no such object");
    }
    if (matchAsked && target.filter(o -> conditions.ifMatch().names(o.etag())).isEmpty()) {
      throw new StoreError.PreconditionFailed("If-Match names another object");
    }
    if (target.filter(o -> conditions.ifNoneMatch().names(o.etag())).isPresent()) {
      throw new StoreError.PreconditionFailed("If-None-Match names the object that is there");
    }
  }
}
