package io.cistern.s3.object;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.store.ObjectStore;
import java.util.List;
import java.util.Map;

/**
 * Removes the tags of an object; its time and version stay.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html">AWS:
 *     DeleteObjectTagging</a>
 */
final class DeleteObjectTagging implements Operation {
  private final ObjectStore store;

  DeleteObjectTagging(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "DeleteObjectTagging";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    String action =
        request.query().has(Versions.PARAMETER)
            ? "s3:DeleteObjectVersionTagging"
            : "s3:DeleteObjectTagging";
    return List.of(Access.toObject(action, request.bucket(), request.key()));
  }

  @Override
  public S3Response handle(S3Request request) {
    Lookup lookup = new Lookup(store, request.bucket(), request.key(), Versions.asked(request));
    ObjectRecord object =
        lookup.find(
            () -> store.objects().tag(lookup.bucket(), lookup.key(), lookup.version(), Map.of()));
    return ObjectHeaders.version(
        S3Response.noContent(), store.buckets().get(request.bucket()), object);
  }
}
