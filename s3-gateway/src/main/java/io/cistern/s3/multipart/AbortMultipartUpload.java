package io.cistern.s3.multipart;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.store.ObjectStore;
import java.util.List;

/**
 * Ends an upload and drops its parts.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html">AWS:
 *     AbortMultipartUpload</a>
 */
final class AbortMultipartUpload implements Operation {
  private final ObjectStore store;

  AbortMultipartUpload(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "AbortMultipartUpload";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toObject("s3:AbortMultipartUpload", request.bucket(), request.key()));
  }

  @Override
  public S3Response handle(S3Request request) {
    store.uploads().abort(request.bucket(), request.key(), UploadParameters.uploadId(request));
    return S3Response.noContent();
  }
}
