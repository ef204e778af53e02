package io.cistern.s3.object;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.ETagCondition;
import io.cistern.s3.model.ObjectRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Conditions of a read. If-Match goes before If-Unmodified-Since, which is not looked at beside it,
 * and If-None-Match before If-Modified-Since. Times are compared by whole seconds; one that is no
 * date is not looked at.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">AWS:
 *     GetObject</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2">RFC 9110, 13.2.2</a>
 */
public final class ReadConditions {
  private static final String OF_SOURCE = "x-amz-copy-source-";

  private final ETagCondition ifMatch;
  private final ETagCondition ifNoneMatch;
  private final Optional<Instant> modifiedSince;
  private final Optional<Instant> unmodifiedSince;

  private ReadConditions(Headers headers, String prefix) {
    ifMatch = ConditionHeaders.ifMatch(headers, prefix + "if-match");
    ifNoneMatch = ConditionHeaders.ifNoneMatch(headers, prefix + "if-none-match");
    modifiedSince = headers.first(prefix + "if-modified-since").flatMap(HttpDate::parse);
    unmodifiedSince = headers.first(prefix + "if-unmodified-since").flatMap(HttpDate::parse);
  }

  /** Of a GET or HEAD. */
  public static ReadConditions of(Headers headers) {
    return new ReadConditions(headers, "");
  }

  /** Of the source of a copy. */
  public static ReadConditions ofCopySource(Headers headers) {
    return new ReadConditions(headers, OF_SOURCE);
  }

  /**
   * Decides whether {@code object} is to be given.
   *
   * @throws S3Exception {@link S3Error#PRECONDITION_FAILED}, {@link S3Error#NOT_MODIFIED}
   */
  public void requireForRead(ObjectRecord object) {
    requireMatch(object);
    if (isKnown(object)) {
      throw new S3Exception(S3Error.NOT_MODIFIED)
          .withHeader("ETag", ObjectHeaders.quoted(object.etag()))
          .withHeader("Last-Modified", HttpDate.format(object.modified()));
    }
  }

  /**
   * Decides whether {@code object} is to be copied.
   *
   * @throws S3Exception {@link S3Error#PRECONDITION_FAILED}
   */
  public void requireForCopy(ObjectRecord object) {
    requireMatch(object);
    if (isKnown(object)) {
      throw failed(
          ifNoneMatch instanceof ETagCondition.Absent
              ? "x-amz-copy-source-If-Modified-Since"
              : "x-amz-copy-source-If-None-Match");
    }
  }

  private void requireMatch(ObjectRecord object) {
    if (!(ifMatch instanceof ETagCondition.Absent)) {
      if (!ifMatch.names(object.etag())) {
        throw failed("If-Match");
      }
    } else if (unmodifiedSince.filter(seconds(object)::isAfter).isPresent()) {
      throw failed("If-Unmodified-Since");
    }
  }

  /** Whether the client says it has the object as it is. */
  private boolean isKnown(ObjectRecord object) {
    return ifNoneMatch instanceof ETagCondition.Absent
        ? modifiedSince.filter(since -> !seconds(object).isAfter(since)).isPresent()
        : ifNoneMatch.names(object.etag());
  }

  private static Instant seconds(ObjectRecord object) {
    return object.modified().truncatedTo(ChronoUnit.SECONDS);
  }

  private static S3Exception failed(String condition) {
    return new S3Exception(S3Error.PRECONDITION_FAILED).withDetail("Condition", condition);
  }
}
