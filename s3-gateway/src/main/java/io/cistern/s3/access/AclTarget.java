package io.cistern.s3.access;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.VersionId;
import io.cistern.s3.object.Versions;
import io.cistern.s3.store.Objects;
import io.cistern.s3.store.StoreError;
import java.util.List;
import java.util.Optional;

/** The version of an object whose ACL is asked for. */
final class AclTarget {
  private AclTarget() {}

  /**
   * @param action the part of the action before {@code Acl} or {@code VersionAcl}
   */
  static List<Access> accesses(String action, S3Request request) {
    return List.of(
        Access.toObject(
            action + (version(request).isPresent() ? "VersionAcl" : "Acl"),
            request.bucket(),
            request.key()));
  }

  /**
   * @throws StoreError if it is not there
   */
  static void require(Objects objects, S3Request request) {
    objects.head(request.bucket(), request.key(), version(request));
  }

  static S3Response versioned(S3Response response, S3Request request) {
    return version(request)
        .map(version -> response.with("x-amz-version-id", version.value()))
        .orElse(response);
  }

  private static Optional<VersionId> version(S3Request request) {
    return Versions.asked(request);
  }
}
