package io.cistern.s3.multipart;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.PartDraft;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.object.Bodies;
import io.cistern.s3.object.ObjectHeaders;
import io.cistern.s3.object.Unsupported;
import io.cistern.s3.store.BodyWriter;
import io.cistern.s3.store.ObjectStore;
import java.util.List;
import java.util.Locale;

/**
 * Stores a part, in place of one of the same number. An upload that is not under way is refused
 * before a byte of the body is asked for.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html">AWS:
 *     UploadPart</a>
 */
final class PutPart implements Operation {
  private final ObjectStore store;

  PutPart(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "UploadPart";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toObject("s3:PutObject", request.bucket(), request.key()));
  }

  @Override
  public S3Response handle(S3Request request) {
    Unsupported.encryption(request.headers());
    int number = UploadParameters.partNumber(request);
    UploadId id = UploadParameters.uploadId(request);
    UploadDraft begun = store.uploads().get(request.bucket(), request.key(), id).draft();
    try (BodyWriter body = store.write(request.bucket(), request.key())) {
      begun.checksum().ifPresent(choice -> request.payload().preferChecksum(choice.algorithm()));
      ETag etag = Bodies.receive(request.payload(), body);
      List<Checksum> checksums = request.payload().checksums();
      begun.checksum().ifPresent(choice -> require(choice.algorithm(), checksums.getFirst()));
      PartDraft draft = new PartDraft(etag, checksums);
      UploadPart part =
          store.uploads().putPart(request.bucket(), request.key(), id, number, body, draft);
      S3Response response = S3Response.ok().with("ETag", ObjectHeaders.quoted(part.etag()));
      return ObjectHeaders.checksums(response, part.checksums());
    }
  }

  /** The checksum of the object is made from its parts', so each must have the one chosen. */
  private static void require(ChecksumAlgorithm chosen, Checksum given) {
    if (given.algorithm() != chosen) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "Checksum Type mismatch occurred, expected checksum Type: %s, actual checksum Type: %s"
              .formatted(
                  chosen.name().toLowerCase(Locale.ROOT),
                  given.algorithm().name().toLowerCase(Locale.ROOT)));
    }
  }
}
