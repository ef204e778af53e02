package io.cistern.s3.multipart;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.Upload;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.object.MetadataHeaders;
import io.cistern.s3.object.TaggingHeader;
import io.cistern.s3.object.Unsupported;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.xml.XmlWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Begins an upload. Each call begins another one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html">AWS:
 *     CreateMultipartUpload</a>
 */
final class CreateMultipartUpload implements Operation {
  private final ObjectStore store;

  CreateMultipartUpload(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "CreateMultipartUpload";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    List<Access> accesses = new ArrayList<>();
    accesses.add(Access.toObject("s3:PutObject", request.bucket(), request.key()));
    if (request.headers().has("x-amz-tagging")) {
      accesses.add(Access.toObject("s3:PutObjectTagging", request.bucket(), request.key()));
    }
    return accesses;
  }

  @Override
  public S3Response handle(S3Request request) {
    Unsupported.inWrite(request.headers());
    Upload upload =
        store
            .uploads()
            .create(
                request.bucket(),
                request.key(),
                new UploadDraft(
                    MetadataHeaders.read(request.headers()),
                    TaggingHeader.read(request.headers()),
                    ChecksumHeaders.choice(request.headers())));
    S3Response response =
        S3Response.xml(
            new XmlWriter()
                .root("InitiateMultipartUploadResult")
                .text("Bucket", request.bucket().value())
                .text("Key", request.key().value())
                .text("UploadId", upload.id().value())
                .close("InitiateMultipartUploadResult")
                .bytes());
    return upload
        .draft()
        .checksum()
        .map(
            choice ->
                response
                    .with(ChecksumHeaders.ALGORITHM, choice.algorithm().name())
                    .with(ChecksumHeaders.TYPE, choice.coverage().name()))
        .orElse(response);
  }
}
