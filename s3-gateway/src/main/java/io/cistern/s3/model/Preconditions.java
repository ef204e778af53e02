package io.cistern.s3.model;

import java.util.Set;

/**
 * What must hold of the current version for a write to happen; decided inside the commit, so of
 * many writers that ask for {@code If-None-Match: *} one wins.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html">AWS:
 *     conditional requests</a>
 */
public record Preconditions(ETagCondition ifMatch, ETagCondition ifNoneMatch) {
  private static final ETagCondition ABSENT = new ETagCondition.Absent();

  /** Nothing is asked. */
  public static final Preconditions NONE = new Preconditions(ABSENT, ABSENT);

  /** The key must not exist. */
  public static final Preconditions MUST_NOT_EXIST =
      new Preconditions(ABSENT, new ETagCondition.Any());

  /** The current version must have this tag. */
  public static Preconditions matching(ETag etag) {
    return new Preconditions(new ETagCondition.OneOf(Set.of(etag)), ABSENT);
  }
}
