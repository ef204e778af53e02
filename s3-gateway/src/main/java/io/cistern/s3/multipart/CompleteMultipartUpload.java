package io.cistern.s3.multipart;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.object.ConditionHeaders;
import io.cistern.s3.object.ObjectHeaders;
import io.cistern.s3.object.ObjectUrls;
import io.cistern.s3.object.Unsupported;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;

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
  private final ObjectUrls urls;

  CompleteMultipartUpload(ObjectStore store, ObjectUrls urls) {
    this.store = store;
    this.urls = urls;
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
            .text("Location", urls.addressed(request))
            .text("Bucket", request.bucket().value())
            .text("Key", request.key().value())
            .text("ETag", ObjectHeaders.quoted(object.etag()));
    UploadElements.checksums(xml, object.checksums());
    object.checksums().forEach(checksum -> xml.text("ChecksumType", checksum.coverage().name()));
    return xml.close("CompleteMultipartUploadResult").bytes();
  }
}
