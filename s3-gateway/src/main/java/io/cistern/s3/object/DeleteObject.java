package io.cistern.s3.object;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.DeleteResult;
import io.cistern.s3.store.ObjectStore;
import java.util.List;

/**
 * Deletes an object, or one version of it for good; what is not there is deleted as well.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html">AWS:
 *     DeleteObject</a>
 */
final class DeleteObject implements Operation {
  private final ObjectStore store;

  DeleteObject(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "DeleteObject";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    String action =
        request.query().has(Versions.PARAMETER) ? "s3:DeleteObjectVersion" : "s3:DeleteObject";
    return List.of(Access.toObject(action, request.bucket(), request.key()));
  }

  @Override
  public S3Response handle(S3Request request) {
    Unsupported.refuse(request.headers(), "If-None-Match");
    Unsupported.refuse(request.headers(), "x-amz-if-match-size");
    Unsupported.refuse(request.headers(), "x-amz-if-match-last-modified-time");
    DeleteResult deleted =
        store
            .objects()
            .delete(
                request.bucket(),
                request.key(),
                Versions.asked(request),
                ConditionHeaders.preconditions(request.headers()));
    S3Response response =
        deleted
            .version()
            .map(version -> S3Response.noContent().with("x-amz-version-id", version.value()))
            .orElseGet(S3Response::noContent);
    return deleted.deleteMarker() ? response.with("x-amz-delete-marker", "true") : response;
  }
}
