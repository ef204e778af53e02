package io.cistern.s3.access;

import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;

/** What PutBucketAcl and PutObjectAcl are given: headers or a document, not both. */
final class AclRequest {
  private static final int MAX_BYTES = 64 << 10;

  private AclRequest() {}

  /**
   * @throws S3Exception unless it says that the owner has full control, and nothing else
   */
  static void require(S3Request request, Principal owner) {
    byte[] document = request.payload().readAll(MAX_BYTES);
    if (Acl.isIn(request.headers())) {
      if (document.length > 0) {
        throw new S3Exception(S3Error.UNEXPECTED_CONTENT);
      }
      Acl.require(request.headers(), owner);
    } else if (document.length == 0) {
      throw new S3Exception(S3Error.MISSING_SECURITY_HEADER)
          .withDetail("MissingHeaderName", "x-amz-acl");
    } else {
      Acl.require(document, owner);
    }
  }
}
