package io.cistern.s3.access;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.store.Objects;
import java.util.List;

/** Answers the ACL of a version of an object, the latest where none is named. */
final class GetObjectAcl implements Operation {
  private final Objects objects;
  private final Principal owner;

  GetObjectAcl(Objects objects, Principal owner) {
    this.objects = objects;
    this.owner = owner;
  }

  @Override
  public String name() {
    return "GetObjectAcl";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return AclTarget.accesses("s3:GetObject", request);
  }

  @Override
  public S3Response handle(S3Request request) {
    AclTarget.require(objects, request);
    return AclTarget.versioned(S3Response.xml(Acl.xml(owner)), request);
  }
}
