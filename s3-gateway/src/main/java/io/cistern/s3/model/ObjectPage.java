package io.cistern.s3.model;

import java.util.List;
import java.util.Optional;

/**
 * A page of objects, in the order of their keys' bytes.
 *
 * @param next where the next page begins; empty when this is the last
 */
public record ObjectPage(
    List<ObjectRecord> objects, List<String> commonPrefixes, Optional<ListPosition> next) {
  public ObjectPage {
    objects = List.copyOf(objects);
    commonPrefixes = List.copyOf(commonPrefixes);
  }
}
