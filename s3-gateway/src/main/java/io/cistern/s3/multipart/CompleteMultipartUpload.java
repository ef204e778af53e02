package io.cistern.s3.multipart;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.object.ConditionHeaders;
import io.cistern.s3.object.ObjectHeaders;
import io.cistern.s3.object.Unsupported;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.xml.XmlWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Makes parts an object. It takes a commit and the reading of the parts' records, never of their
 * bytes, so it needs no white space to keep the connection alive. Asked again with the same parts,
 * within a day it gives the same answer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">AWS:
 *     CompleteMultipartUpload</a>
 */
final class CompleteMultipartUpload implements Operation {
  private final ObjectStore store;
  private final Optional<URI> external;

  CompleteMultipartUpload(ObjectStore store, Optional<URI> external) {
    this.store = store;
    this.external = external;
  }

  @Override
  public String name() {
    return "CompleteMultipartUpload";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toObject("s3:PutObject", request.bucket(), request.key()));
  }

  @Override
  public S3Response handle(S3Request request) {
    Unsupported.encryption(request.headers());
    Completion completion =
        new Completion(
            CompletionDocument.parse(request.payload().readAll(CompletionDocument.MAX_BYTES)),
            CompletionClaims.read(request.headers()));
    ObjectRecord object =
        store
            .uploads()
            .complete(
                request.bucket(),
                request.key(),
                UploadParameters.uploadId(request),
                completion.references(),
                completion::describe,
                ConditionHeaders.preconditions(request.headers()));
    return ObjectHeaders.version(
        S3Response.xml(render(request, object)), store.buckets().get(request.bucket()), object);
  }

  private byte[] render(S3Request request, ObjectRecord object) {
    XmlWriter xml =
        new XmlWriter()
            .root("CompleteMultipartUploadResult")
            .text("Location", location(request))
            .text("Bucket", request.bucket().value())
            .text("Key", request.key().value())
            .text("ETag", ObjectHeaders.quoted(object.etag()));
    UploadElements.checksums(xml, object.checksums());
    object.checksums().forEach(checksum -> xml.text("ChecksumType", checksum.coverage().name()));
    return xml.close("CompleteMultipartUploadResult").bytes();
  }

  /** The URL of the object: the one clients are to use, or else the one this client used. */
  private String location(S3Request request) {
    if (external.isPresent()) {
      String base = external.get().toString();
      return (base.endsWith("/") ? base : base + "/")
          + PercentEncoding.encodePath(request.bucket() + "/" + request.key().value());
    }
    String scheme = request.head().secure() ? "https://" : "http://";
    return scheme + request.header("Host").orElse("localhost") + request.head().rawPath();
  }
}
