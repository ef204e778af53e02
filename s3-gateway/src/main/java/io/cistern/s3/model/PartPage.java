package io.cistern.s3.model;

import java.util.List;

/**
 * A page of parts, by number.
 *
 * @param more whether there are parts after the last
 */
public record PartPage(List<UploadPart> parts, boolean more) {
  public PartPage {
    parts = List.copyOf(parts);
  }
}
