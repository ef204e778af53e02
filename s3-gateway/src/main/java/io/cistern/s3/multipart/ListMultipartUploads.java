package io.cistern.s3.multipart;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.list.ListQuery;
import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.Upload;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPage;
import io.cistern.s3.model.UploadPosition;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;
import java.util.Optional;

/**
 * The uploads under way in a bucket, by key, of one key the oldest first.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html">AWS:
 *     ListMultipartUploads</a>
 */
final class ListMultipartUploads implements Operation {
  private static final String KEY_MARKER = "key-marker";
  private static final String UPLOAD_MARKER = "upload-id-marker";

  private final ObjectStore store;
  private final Principal owner;

  ListMultipartUploads(ObjectStore store, Principal owner) {
    this.store = store;
    this.owner = owner;
  }

  @Override
  public String name() {
    return "ListMultipartUploads";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket("s3:ListBucketMultipartUploads", request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    ListQuery query = ListQuery.read(request, "max-uploads");
    String keyMarker = request.parameter(KEY_MARKER).orElse("");
    Optional<UploadId> uploadMarker = uploadMarker(request, keyMarker);
    UploadPosition from =
        new UploadPosition(
            ListPosition.afterMarker(keyMarker, query.prefix(), query.delimiter()), uploadMarker);
    UploadPage page =
        store
            .uploads()
            .list(request.bucket(), query.prefix(), query.delimiter(), from, query.max());
    XmlWriter xml =
        new XmlWriter().root("ListMultipartUploadsResult").text("Bucket", request.bucket().value());
    query.key(xml, "Prefix", query.prefix());
    query.key(xml, "KeyMarker", keyMarker);
    xml.text("UploadIdMarker", uploadMarker.map(UploadId::value).orElse(""));
    page.next().ifPresent(next -> next(xml, query, next));
    xml.text("MaxUploads", query.max());
    query.echoDelimiter(xml);
    xml.text("IsTruncated", page.next().isPresent());
    page.uploads().forEach(upload -> render(xml, query, upload));
    query.commonPrefixes(xml, page.commonPrefixes());
    return S3Response.xml(xml.close("ListMultipartUploadsResult").bytes());
  }

  private static void next(XmlWriter xml, ListQuery query, UploadPosition next) {
    query.key(xml, "NextKeyMarker", next.key().marker());
    next.upload().ifPresent(upload -> xml.text("NextUploadIdMarker", upload.value()));
  }

  private void render(XmlWriter xml, ListQuery query, Upload upload) {
    xml.open("Upload");
    query.key(xml, "Key", upload.key().value());
    xml.text("UploadId", upload.id().value());
    UploadElements.owner(xml, owner);
    UploadElements.describe(xml, upload.draft());
    xml.time("Initiated", upload.initiated()).close("Upload");
  }

  /** Without a key marker the upload's is ignored, as AWS has it. */
  private static Optional<UploadId> uploadMarker(S3Request request, String keyMarker) {
    Optional<UploadId> marker =
        request
            .parameter(UPLOAD_MARKER)
            .filter(value -> !value.isEmpty() && !keyMarker.isEmpty())
            .map(UploadId::new);
    if (marker.isPresent() && marker.get().number().isEmpty()) {
      throw new S3Exception(S3Error.INVALID_ARGUMENT, "Invalid uploadId marker")
          .withDetail("ArgumentName", UPLOAD_MARKER)
          .withDetail("ArgumentValue", marker.get().value());
    }
    return marker;
  }
}
