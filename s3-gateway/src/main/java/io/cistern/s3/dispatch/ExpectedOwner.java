package io.cistern.s3.dispatch;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.util.List;

/**
 * Who clients think owns the buckets they name. All belong to one owner, by the canonical id that
 * ListBuckets shows; a client that expects another has the wrong gateway.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html">AWS:
 *     bucket owner condition</a>
 */
public record ExpectedOwner(Principal owner) {
  private static final List<String> HEADERS =
      List.of("x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner");

  /**
   * @throws S3Exception {@link S3Error#ACCESS_DENIED} if another is expected, of the bucket or of
   *     the source of a copy
   */
  void require(Headers headers) {
    for (String name : HEADERS) {
      if (headers.all(name).stream().anyMatch(expected -> !expected.equals(owner.id()))) {
        throw new S3Exception(S3Error.ACCESS_DENIED);
      }
    }
  }
}
