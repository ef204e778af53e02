package io.cistern.pool.model;

import java.util.List;

/**
 * Part of an ordered list.
 *
 * @param items ascending by uuid
 * @param more whether there are items after the last
 */
public record Page<T>(List<T> items, boolean more) {
  public Page {
    items = List.copyOf(items);
  }
}
