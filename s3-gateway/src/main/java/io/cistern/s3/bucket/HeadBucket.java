package io.cistern.s3.bucket;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.store.Buckets;
import java.util.List;

/** Tells that a bucket is there, its region and its durability. */
final class HeadBucket implements Operation {
  private final Buckets buckets;

  HeadBucket(Buckets buckets) {
    this.buckets = buckets;
  }

  @Override
  public String name() {
    return "HeadBucket";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket("s3:ListBucket", request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    BucketSettings settings = buckets.get(request.bucket()).settings();
    return S3Response.ok()
        .with("Content-Type", "application/xml")
        .with("x-amz-bucket-region", Region.of(settings))
        .with("x-amz-access-point-alias", "false")
        .with(DurabilityHeader.NAME, DurabilityHeader.text(settings.durability()));
  }
}
