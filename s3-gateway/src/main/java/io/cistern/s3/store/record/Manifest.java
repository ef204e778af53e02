package io.cistern.s3.store.record;

import io.cistern.s3.model.UploadPart;
import java.util.List;

/** The parts a completed object is made of, by number. */
public record Manifest(List<UploadPart> parts) {
  public Manifest {
    parts = List.copyOf(parts);
  }
}
