package io.cistern.s3.multipart;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.UploadDraft.ChecksumChoice;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.object.Bodies;
import io.cistern.s3.object.CopySource;
import io.cistern.s3.object.Lookup;
import io.cistern.s3.object.ObjectHeaders;
import io.cistern.s3.object.ReadConditions;
import io.cistern.s3.object.Unsupported;
import io.cistern.s3.store.ObjectReader;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;
import java.util.Optional;

/**
 * Makes bytes of an object a part. None is copied: the part shares them with the object. They are
 * read for the part's tag, unless the object's says it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html">AWS:
 *     UploadPartCopy</a>
 */
final class CopyPart implements Operation {
  private final ObjectStore store;

  CopyPart(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "UploadPartCopy";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(
        Access.toObject("s3:PutObject", request.bucket(), request.key()),
        CopySource.read(request.headers()).access());
  }

  @Override
  public S3Response handle(S3Request request) {
    Unsupported.encryption(request.headers());
    CopySource source = CopySource.read(request.headers());
    Lookup lookup = new Lookup(store, source.bucket(), source.key(), source.version());
    Target target = target(request);
    // the range is read again if the source is overwritten meanwhile
    Copied copied =
        lookup.onCurrent(
            _ -> {
              try (ObjectReader reader = lookup.open()) {
                return copy(request, source, reader, target);
              }
            });
    S3Response response = S3Response.xml(render(copied.part()));
    return store.buckets().get(source.bucket()).settings().versioning() == Versioning.OFF
        ? response
        : response.with("x-amz-copy-source-version-id", copied.source().versionId().value());
  }

  /** What was copied from, and what came of it. */
  private record Copied(ObjectRecord source, UploadPart part) {}

  /** The part to be, and what its upload sums parts by. */
  private record Target(
      UploadId upload, int number, Optional<CopyRange> range, ChecksumAlgorithm algorithm) {}

  private Target target(S3Request request) {
    int number = UploadParameters.partNumber(request);
    UploadId id = UploadParameters.uploadId(request);
    Optional<ChecksumChoice> choice =
        store.uploads().get(request.bucket(), request.key(), id).draft().checksum();
    return new Target(
        id,
        number,
        request.header(CopyRange.HEADER).map(CopyRange::parse),
        choice.map(ChecksumChoice::algorithm).orElse(ChecksumAlgorithm.CRC64NVME));
  }

  private Copied copy(S3Request request, CopySource source, ObjectReader reader, Target target) {
    ObjectRecord object = reader.object();
    ReadConditions.ofCopySource(request.headers()).requireForCopy(object);
    CopyRange range =
        target
            .range()
            .map(asked -> asked.requireInside(object.size()))
            .orElse(CopyRange.whole(object.size()));
    if (range.length() > Bodies.MAX_BYTES) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "The specified copy source is larger than the maximum allowable size for a copy source: "
              + Bodies.MAX_BYTES);
    }
    UploadPart part =
        store
            .uploads()
            .copyPart(
                request.bucket(),
                request.key(),
                target.upload(),
                target.number(),
                source.bucket(),
                object,
                range.offset(),
                range.length(),
                PartDigest.of(reader, range, target.algorithm()));
    return new Copied(object, part);
  }

  private static byte[] render(UploadPart part) {
    XmlWriter xml =
        new XmlWriter()
            .root("CopyPartResult")
            .time("LastModified", part.modified())
            .text("ETag", ObjectHeaders.quoted(part.etag()));
    UploadElements.checksums(xml, part.checksums());
    return xml.close("CopyPartResult").bytes();
  }
}
