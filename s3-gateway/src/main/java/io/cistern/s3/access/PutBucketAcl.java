package io.cistern.s3.access;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.store.Buckets;
import java.util.List;

/** Takes the ACL a bucket has, and refuses any other. */
final class PutBucketAcl implements Operation {
  private final Buckets buckets;
  private final Principal owner;

  PutBucketAcl(Buckets buckets, Principal owner) {
    this.buckets = buckets;
    this.owner = owner;
  }

  @Override
  public String name() {
    return "PutBucketAcl";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket("s3:PutBucketAcl", request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    buckets.get(request.bucket());
    AclRequest.require(request, owner);
    return S3Response.ok();
  }
}
