package io.cistern.s3.access;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.store.Buckets;
import java.util.List;

/** Answers the ACL of a bucket. */
final class GetBucketAcl implements Operation {
  private final Buckets buckets;
  private final Principal owner;

  GetBucketAcl(Buckets buckets, Principal owner) {
    this.buckets = buckets;
    this.owner = owner;
  }

  @Override
  public String name() {
    return "GetBucketAcl";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket("s3:GetBucketAcl", request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    buckets.get(request.bucket());
    return S3Response.xml(Acl.xml(owner));
  }
}
