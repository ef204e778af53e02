package io.cistern.s3.object;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ObjectPart;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What GET and HEAD of an object have in common: all but the bytes. */
final class Reading {
  /** The sub-resource they both read. */
  static final Set<String> PARAMETERS = Set.of("partNumber");

  private static final Map<String, String> OVERRIDES =
      Map.of(
          "response-cache-control", "Cache-Control",
          "response-content-disposition", "Content-Disposition",
          "response-content-encoding", "Content-Encoding",
          "response-content-language", "Content-Language",
          "response-content-type", "Content-Type",
          "response-expires", "Expires");

  private final ObjectStore store;
  private final S3Request request;
  private final ReadConditions conditions;
  private final Optional<Integer> partNumber;

  /**
   * Looks at what is asked, before the object is.
   *
   * @throws S3Exception if that cannot be answered, whatever the object
   */
  Reading(ObjectStore store, S3Request request) {
    this.store = store;
    this.request = request;
    Unsupported.encryption(request.headers());
    conditions = ReadConditions.of(request.headers());
    partNumber = request.parameter("partNumber").map(Reading::partNumber);
    if (partNumber.isPresent() && request.headers().has("Range")) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "Cannot specify both Range header and partNumber query parameter");
    }
    if (request.principal().equals(Principal.ANONYMOUS) && overrides().findAny().isPresent()) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "Request specific response headers cannot be used for anonymous GET requests.");
    }
  }

  /** What the reader must be allowed to do. */
  static List<Access> accesses(S3Request request) {
    String action =
        request.query().has(Versions.PARAMETER) ? "s3:GetObjectVersion" : "s3:GetObject";
    return List.of(Access.toObject(action, request.bucket(), request.key()));
  }

  /** The object that is asked for. */
  Lookup lookup() {
    return new Lookup(store, request.bucket(), request.key(), Versions.asked(request));
  }

  /**
   * What is answered to the request with {@code object}, and which of its bytes.
   *
   * @throws S3Exception if a condition does not hold, or it has not the range or part
   */
  Selection select(ObjectRecord object) {
    conditions.requireForRead(object);
    Bucket bucket = store.buckets().get(request.bucket());
    Selection selection = partNumber.isPresent() ? part(object) : range(object);
    S3Response response =
        ObjectHeaders.describe(selection.response(), bucket, object, overridden());
    return new Selection(response, selection.span());
  }

  /**
   * Bytes of an object, and the response they are to be the body of.
   *
   * @param span which bytes
   */
  record Selection(S3Response response, Span span) {}

  private Selection range(ObjectRecord object) {
    Optional<Span> asked =
        request
            .header("Range")
            .filter(_ -> isRangeWanted(object))
            .flatMap(range -> Span.of(range, object.size()));
    return asked
        .map(span -> partial(object, span))
        .orElseGet(
            () ->
                new Selection(
                    checksums(S3Response.ok(), object.checksums()), Span.whole(object.size())));
  }

  /** Whether If-Range, where it is given, still names the object. */
  private boolean isRangeWanted(ObjectRecord object) {
    return request
        .header("If-Range")
        .map(
            value ->
                HttpDate.parse(value)
                    .map(date -> HttpDate.format(date).equals(HttpDate.format(object.modified())))
                    .orElseGet(
                        () ->
                            ConditionHeaders.ifMatch(request.headers(), "If-Range")
                                .names(object.etag())))
        .orElse(true);
  }

  private Selection part(ObjectRecord object) {
    int number = partNumber.orElseThrow();
    if (object.parts() == 0) {
      if (number != 1) {
        throw noSuchPart(number, 1);
      }
      Span whole = Span.whole(object.size());
      return object.size() == 0
          ? new Selection(checksums(S3Response.ok(), object.checksums()), whole)
          : new Selection(checksums(partial(object, whole).response(), object.checksums()), whole);
    }
    ObjectPart part =
        store.objects().parts(object).stream()
            .filter(candidate -> candidate.number() == number)
            .findFirst()
            .orElseThrow(() -> noSuchPart(number, object.parts()));
    Selection selection =
        part.size() == 0
            ? new Selection(S3Response.ok(), new Span(part.offset(), 0))
            : partial(object, new Span(part.offset(), part.size()));
    return new Selection(
        checksums(selection.response(), part.checksums())
            .with("x-amz-mp-parts-count", Integer.toString(object.parts())),
        selection.span());
  }

  private static Selection partial(ObjectRecord object, Span span) {
    return new Selection(
        S3Response.of(206).with("Content-Range", span.contentRange(object.size())), span);
  }

  private S3Response checksums(S3Response response, List<Checksum> checksums) {
    return request.header("x-amz-checksum-mode").filter("ENABLED"::equalsIgnoreCase).isPresent()
        ? ObjectHeaders.checksums(response, checksums)
        : response;
  }

  private Stream<Map.Entry<String, String>> overrides() {
    return OVERRIDES.entrySet().stream().filter(e -> request.query().has(e.getKey()));
  }

  private Map<String, String> overridden() {
    if (request.query().all().isEmpty()) {
      return Map.of();
    }
    return overrides()
        .collect(
            Collectors.toMap(
                Map.Entry::getValue, o -> request.parameter(o.getKey()).orElseThrow()));
  }

  private static int partNumber(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= UploadPart.MAX_NUMBER) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // refused below
    }
    throw new S3Exception(S3Error.TOO_MANY_PARTS)
        .withDetail("ArgumentName", "partNumber")
        .withDetail("ArgumentValue", text);
  }

  private static S3Exception noSuchPart(int number, int parts) {
    return new S3Exception(S3Error.INVALID_PART_NUMBER)
        .withDetail("PartNumberRequested", Integer.toString(number))
        .withDetail("ActualPartCount", Integer.toString(parts));
  }
}
