package io.cistern.s3.bucket;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.store.Buckets;
import java.util.List;

/** Deletes a bucket that holds nothing. */
final class DeleteBucket implements Operation {
  private final Buckets buckets;

  DeleteBucket(Buckets buckets) {
    this.buckets = buckets;
  }

  @Override
  public String name() {
    return "DeleteBucket";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket("s3:DeleteBucket", request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    buckets.delete(request.bucket());
    return S3Response.noContent();
  }
}
