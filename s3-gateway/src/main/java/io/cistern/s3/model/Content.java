package io.cistern.s3.model;

import java.util.List;

/** Where an object's bytes lie. Callers of the store hand it back and look no further. */
public sealed interface Content {
  /** Bytes one after the other; none for an empty object. */
  record Slices(List<Slice> slices) implements Content {
    public Slices {
      slices = List.copyOf(slices);
    }
  }

  /**
   * The parts of a completed upload, listed in a record of their own.
   *
   * @param id of that record
   * @param parts how many it lists
   */
  record Manifest(long id, int parts) implements Content {}

  /** An empty object's. */
  Content EMPTY = new Slices(List.of());
}
