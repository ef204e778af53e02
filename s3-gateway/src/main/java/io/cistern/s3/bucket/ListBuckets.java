package io.cistern.s3.bucket;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Authorizer;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.store.Buckets;
import io.cistern.s3.xml.XmlWriter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A page of the buckets that the caller has any access to, by name: {@value #MAX} at most, which is
 * also what a request without {@code max-buckets} gets.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html">AWS:
 *     ListBuckets</a>
 */
final class ListBuckets implements Operation {
  private static final int MAX = 10_000;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  private final Buckets buckets;
  private final Principal owner;
  private final Authorizer authorizer;

  ListBuckets(Buckets buckets, Principal owner, Authorizer authorizer) {
    this.buckets = buckets;
    this.owner = owner;
    this.authorizer = authorizer;
  }

  @Override
  public String name() {
    return "ListBuckets";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toService("s3:ListAllMyBuckets"));
  }

  @Override
  public S3Response handle(S3Request request) {
    int max = max(request);
    String prefix = request.parameter("prefix").orElse("");
    Optional<String> region = request.parameter("bucket-region");
    List<Bucket> found =
        buckets.list(prefix, after(request), Integer.MAX_VALUE).stream()
            .filter(bucket -> isShown(bucket, request.principal()))
            .filter(bucket -> region.isEmpty() || region.get().equals(regionOf(bucket)))
            .limit(max + 1L)
            .toList();
    List<Bucket> page = found.size() > max ? found.subList(0, max) : found;
    XmlWriter xml =
        new XmlWriter()
            .root("ListAllMyBucketsResult")
            .open("Owner")
            .text("ID", owner.id())
            .text("DisplayName", owner.displayName())
            .close("Owner")
            .open("Buckets");
    page.forEach(
        bucket ->
            xml.open("Bucket")
                .text("Name", bucket.name().value())
                .time("CreationDate", bucket.created())
                .text("BucketRegion", regionOf(bucket))
                .close("Bucket"));
    xml.close("Buckets");
    if (page.size() < found.size()) {
      xml.text("ContinuationToken", token(page.getLast()));
    }
    request.parameter("prefix").ifPresent(given -> xml.text("Prefix", given));
    return S3Response.xml(xml.close("ListAllMyBucketsResult").bytes());
  }

  /** Whether the principal has any access to it: then it may ask where it is. */
  private boolean isShown(Bucket bucket, Principal principal) {
    return authorizer.allows(principal, Access.toBucket(GetBucketLocation.ACTION, bucket.name()));
  }

  private static String regionOf(Bucket bucket) {
    return Region.of(bucket.settings());
  }

  private static int max(S3Request request) {
    String text = request.parameter("max-buckets").orElse(Integer.toString(MAX));
    int max = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (max < 1 || max > MAX) {
      throw new S3Exception(
              S3Error.INVALID_ARGUMENT,
              "Argument max-buckets must be an integer between 1 and " + MAX)
          .withDetail("ArgumentName", "max-buckets")
          .withDetail("ArgumentValue", text);
    }
    return max;
  }

  private static String token(Bucket last) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Utf8.encode(last.name().value()));
  }

  private static String after(S3Request request) {
    try {
      return Utf8.decode(
          Base64.getUrlDecoder().decode(request.parameter("continuation-token").orElse("")));
    } catch (IllegalArgumentException notOurs) {
      throw new S3Exception(
          S3Error.INVALID_ARGUMENT, "The continuation token provided is incorrect");
    }
  }
}
