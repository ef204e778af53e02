package io.cistern.s3.access;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.store.Buckets;
import java.util.List;

/** Answers that a bucket has no policy, which is so while none can be put. */
final class GetBucketPolicy implements Operation {
  private final Buckets buckets;

  GetBucketPolicy(Buckets buckets) {
    this.buckets = buckets;
  }

  @Override
  public String name() {
    return "GetBucketPolicy";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket("s3:GetBucketPolicy", request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    buckets.get(request.bucket());
    throw new S3Exception(S3Error.NO_SUCH_BUCKET_POLICY)
        .withDetail("BucketName", request.bucket().value());
  }
}
