package io.cistern.s3.model;

/**
 * What to list.
 *
 * @param prefix keys start with it; may be empty
 * @param delimiter keys that hold it after the prefix are rolled up into common prefixes; empty for
 *     none
 * @param max the most entries, objects and common prefixes together; 0 gives an empty page
 */
public record ListRequest(String prefix, String delimiter, ListPosition from, int max) {
  public ListRequest {
    if (max < 0) {
      throw new IllegalArgumentException("a page has not " + max + " entries");
    }
  }
}
