package io.cistern.s3.object;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.store.ObjectStore;
import java.util.List;

/**
 * The tags of an object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html">AWS:
 *     GetObjectTagging</a>
 */
final class GetObjectTagging implements Operation {
  private final ObjectStore store;

  GetObjectTagging(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "GetObjectTagging";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    String action =
        request.query().has(Versions.PARAMETER)
            ? "s3:GetObjectVersionTagging"
            : "s3:GetObjectTagging";
    return List.of(Access.toObject(action, request.bucket(), request.key()));
  }

  @Override
  public S3Response handle(S3Request request) {
    Lookup lookup = new Lookup(store, request.bucket(), request.key(), Versions.asked(request));
    ObjectRecord object = lookup.head();
    return ObjectHeaders.version(
        S3Response.xml(Tags.render(object.tags())), store.buckets().get(request.bucket()), object);
  }
}
