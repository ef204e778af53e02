package io.cistern.s3.model;

import java.util.Set;

/** The value of an {@code If-Match} or {@code If-None-Match} header, or its absence. */
public sealed interface ETagCondition {
  /** No such header. */
  record Absent() implements ETagCondition {}

  /** {@code *}. */
  record Any() implements ETagCondition {}

  /** One of these tags. */
  record OneOf(Set<ETag> tags) implements ETagCondition {
    public OneOf {
      tags = Set.copyOf(tags);
    }
  }

  /** Whether an object with this tag is named; an absent header names none. */
  default boolean names(ETag etag) {
    return switch (this) {
      case Absent _ -> false;
      case Any _ -> true;
      case OneOf listed -> listed.tags().contains(etag);
    };
  }
}
