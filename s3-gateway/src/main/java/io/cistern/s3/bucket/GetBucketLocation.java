package io.cistern.s3.bucket;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.store.Buckets;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;

/** Answers the location constraint of a bucket, which is empty for us-east-1. */
final class GetBucketLocation implements Operation {
  /** What everybody may who has any access to the bucket. */
  static final String ACTION = "s3:GetBucketLocation";

  private final Buckets buckets;

  GetBucketLocation(Buckets buckets) {
    this.buckets = buckets;
  }

  @Override
  public String name() {
    return "GetBucketLocation";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket(ACTION, request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    return S3Response.xml(
        new XmlWriter()
            .rootText("LocationConstraint", buckets.get(request.bucket()).settings().region())
            .bytes());
  }
}
