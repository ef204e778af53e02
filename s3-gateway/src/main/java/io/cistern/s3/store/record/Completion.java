package io.cistern.s3.store.record;

import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.PartReference;
import java.time.Instant;
import java.util.List;

/**
 * A completed upload, remembered to give the same answer again.
 *
 * @param listed what was asked for
 * @param answer what was answered
 */
public record Completion(long bucket, Instant at, List<PartReference> listed, ObjectRecord answer) {
  public Completion {
    listed = List.copyOf(listed);
  }
}
