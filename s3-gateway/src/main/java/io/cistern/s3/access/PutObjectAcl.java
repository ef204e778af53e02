package io.cistern.s3.access;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.store.Objects;
import java.util.List;

/** Takes the ACL an object has, and refuses any other. */
final class PutObjectAcl implements Operation {
  private final Objects objects;
  private final Principal owner;

  PutObjectAcl(Objects objects, Principal owner) {
    this.objects = objects;
    this.owner = owner;
  }

  @Override
  public String name() {
    return "PutObjectAcl";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return AclTarget.accesses("s3:PutObject", request);
  }

  @Override
  public S3Response handle(S3Request request) {
    AclTarget.require(objects, request);
    AclRequest.require(request, owner);
    return AclTarget.versioned(S3Response.ok(), request);
  }
}
