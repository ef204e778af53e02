package io.cistern.s3.bucket;

import io.cistern.s3.access.AccessDefaults;
import io.cistern.s3.access.Acl;
import io.cistern.s3.access.Ownership;
import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.object.Tags;
import io.cistern.s3.store.Buckets;
import io.cistern.s3.xml.XmlElement;
import io.cistern.s3.xml.XmlReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a bucket, durable on return. One that is there already is an error, even for its owner.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html">AWS:
 *     CreateBucket</a>
 */
final class CreateBucket implements Operation {
  private static final int MAX_BYTES = 64 << 10;
  private static final Set<String> UNDERSTOOD = Set.of("LocationConstraint", "Tags");

  private final Buckets buckets;
  private final Region region;

  CreateBucket(Buckets buckets, Region region) {
    this.buckets = buckets;
    this.region = region;
  }

  @Override
  public String name() {
    return "CreateBucket";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket("s3:CreateBucket", request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    requireImplemented(request);
    request.header("x-amz-object-ownership").ifPresent(Ownership::require);
    requirePrivate(request);
    BucketSettings settings = AccessDefaults.closed(BucketSettings.DEFAULT);
    Optional<String> durability = request.header(DurabilityHeader.NAME);
    if (durability.isPresent()) {
      settings = settings.withDurability(DurabilityHeader.parse(durability.get()));
    }
    buckets.create(request.bucket(), configured(settings, request.payload().readAll(MAX_BYTES)));
    return S3Response.ok().with("Location", "/" + request.bucket());
  }

  private BucketSettings configured(BucketSettings settings, byte[] document) {
    if (document.length == 0) {
      return settings.withRegion(region.require(""));
    }
    XmlElement root = XmlReader.parse(document, "CreateBucketConfiguration");
    for (XmlElement element : root.children()) {
      if (!UNDERSTOOD.contains(element.name())) {
        throw notImplemented(element.name());
      }
    }
    String constraint = root.childText("LocationConstraint").map(String::strip).orElse("");
    BucketSettings located = settings.withRegion(region.require(constraint));
    return root.child("Tags")
        .map(tags -> Tags.render(Tags.read(tags, Tags.MAX_OF_BUCKET)))
        .map(
            tags -> located.withDocument(BucketTagging.CONFIGURATION.document(), Utf8.decode(tags)))
        .orElse(located);
  }

  private static void requireImplemented(S3Request request) {
    if (isOtherThan("false", "x-amz-bucket-object-lock-enabled", request)) {
      throw notImplemented("Object lock");
    }
    if (isOtherThan("global", "x-amz-bucket-namespace", request)) {
      throw notImplemented("A bucket namespace");
    }
  }

  private static boolean isOtherThan(String usual, String header, S3Request request) {
    return request.header(header).filter(value -> !value.equalsIgnoreCase(usual)).isPresent();
  }

  private static void requirePrivate(S3Request request) {
    try {
      Acl.require(request.headers(), request.principal());
    } catch (S3Exception refused) {
      throw refused.error() == S3Error.ACCESS_CONTROL_LIST_NOT_SUPPORTED
          ? new S3Exception(S3Error.INVALID_BUCKET_ACL_WITH_OBJECT_OWNERSHIP)
          : refused;
    }
  }

  private static S3Exception notImplemented(String what) {
    return new S3Exception(S3Error.NOT_IMPLEMENTED, what + " of CreateBucket is not implemented.");
  }
}
