package io.cistern.s3.object;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Authorizer;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.xml.XmlWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies an object, whatever its size at once: the copy shares the bytes on the disk, and so keeps
 * the source's tag and parts, where AWS would give one put from parts a new tag.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html">AWS:
 *     CopyObject</a>
 */
final class CopyObject implements Operation {
  private final ObjectStore store;
  private final Authorizer authorizer;

  CopyObject(ObjectStore store, Authorizer authorizer) {
    this.store = store;
    this.authorizer = authorizer;
  }

  /** What was copied, and what it became. */
  private record Copied(ObjectRecord source, ObjectRecord target) {}

  @Override
  public String name() {
    return "CopyObject";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    List<Access> accesses = new ArrayList<>();
    accesses.add(CopySource.read(request.headers()).access());
    accesses.add(Access.toObject("s3:PutObject", request.bucket(), request.key()));
    if (request.headers().has(TaggingHeader.NAME)) {
      accesses.add(Access.toObject("s3:PutObjectTagging", request.bucket(), request.key()));
    }
    return accesses;
  }

  @Override
  public S3Response handle(S3Request request) {
    Unsupported.inWrite(request.headers());
    CopySource source = CopySource.read(request.headers());
    CopyDirectives directives = CopyDirectives.read(request.headers());
    if (isOntoItself(source, request) && !directives.changesAnything()) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "This copy request is illegal because it is trying to copy an object to itself without "
              + "changing the object's metadata, storage class, website redirect location or "
              + "encryption attributes.");
    }
    ReadConditions onSource = ReadConditions.ofCopySource(request.headers());
    Preconditions onTarget = ConditionHeaders.preconditions(request.headers());
    Bucket target = store.buckets().get(request.bucket());
    Copied copied =
        source.copy(
            store,
            object -> {
              onSource.requireForCopy(object);
              requireCopyable(object);
              requireTagging(request, source, directives, object);
              ObjectDraft draft = directives.draft(object, source.lookup(store));
              return new Copied(
                  object,
                  store
                      .objects()
                      .copy(
                          source.bucket(), object, target.name(), request.key(), draft, onTarget));
            });
    return answer(target, source, copied);
  }

  private static boolean isOntoItself(CopySource source, S3Request request) {
    return source.version().isEmpty()
        && source.bucket().equals(request.bucket())
        && source.key().equals(request.key());
  }

  private static void requireCopyable(ObjectRecord object) {
    if (object.size() > Bodies.MAX_BYTES) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "The specified copy source is larger than the maximum allowable size for a copy source: "
              + Bodies.MAX_BYTES);
    }
  }

  /** Tags that are copied are read there and written here. */
  private void requireTagging(
      S3Request request, CopySource source, CopyDirectives directives, ObjectRecord object) {
    if (directives.copiesTags() && !object.tags().isEmpty()) {
      String read =
          source.version().isPresent() ? "s3:GetObjectVersionTagging" : "s3:GetObjectTagging";
      authorizer.require(request.principal(), Access.toObject(read, source.bucket(), source.key()));
      authorizer.require(
          request.principal(),
          Access.toObject("s3:PutObjectTagging", request.bucket(), request.key()));
    }
  }

  private S3Response answer(Bucket bucket, CopySource source, Copied copied) {
    ObjectRecord made = copied.target();
    XmlWriter xml =
        new XmlWriter()
            .root("CopyObjectResult")
            .text("ETag", ObjectHeaders.quoted(made.etag()))
            .time("LastModified", made.modified());
    for (Checksum checksum : made.checksums()) {
      xml.text("Checksum" + checksum.algorithm(), checksum.value())
          .text("ChecksumType", checksum.coverage().name());
    }
    S3Response response =
        ObjectHeaders.version(S3Response.xml(xml.close("CopyObjectResult").bytes()), bucket, made);
    return store.buckets().get(source.bucket()).settings().versioning() == Versioning.OFF
        ? response
        : response.with("x-amz-copy-source-version-id", copied.source().versionId().value());
  }
}
