package io.cistern.s3.post;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Authorizer;
import io.cistern.s3.api.Headers;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.Payload;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.auth.Authenticator;
import io.cistern.s3.auth.BodySigning;
import io.cistern.s3.body.Payloads;
import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectMetadata;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.object.ConditionHeaders;
import io.cistern.s3.object.MetadataHeaders;
import io.cistern.s3.object.ObjectUrls;
import io.cistern.s3.object.TaggingHeader;
import io.cistern.s3.object.Tags;
import io.cistern.s3.object.Unsupported;
import io.cistern.s3.store.BodyWriter;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.xml.XmlReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the file of a form as an object. Who may is decided by the signature of the form's policy,
 * for the bucket posted to and the key as it is after {@code ${filename}} was replaced; the headers
 * and the query of the request prove nothing. Durable as a PutObject is; refused forms leave
 * nothing behind.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html">AWS: POST
 *     Object</a>
 */
final class PostObject implements Operation {
  /** The most bytes before the file, heads and framing among them. */
  static final int MAX_BEFORE_FILE = 20 << 10;

  private static final String TAGGING = "tagging";

  private final ObjectStore store;
  private final Authenticator authenticator;
  private final Authorizer authorizer;
  private final ObjectUrls urls;
  private final Clock clock;

  PostObject(
      ObjectStore store,
      Authenticator authenticator,
      Authorizer authorizer,
      ObjectUrls urls,
      Clock clock) {
    this.store = store;
    this.authenticator = authenticator;
    this.authorizer = authorizer;
    this.urls = urls;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "PostObject";
  }

  @Override
  public boolean isUnsigned() {
    return true;
  }

  /** None before the form is read. */
  @Override
  public List<Access> accesses(S3Request request) {
    return List.of();
  }

  @Override
  public S3Response handle(S3Request request) {
    MultipartBody body = open(request);
    Form form = Form.read(body);
    Principal principal = authenticator.authenticateForm(form.fields());
    // without a policy nobody has signed, and the authoriser decides what that is worth
    Optional<Policy> policy = form.field("policy").map(PolicyReader::read);
    policy.ifPresent(signed -> signed.require(form, request.bucket(), clock.instant()));
    ObjectKey key = form.key();
    authorizer.require(principal, Access.toObject("s3:PutObject", request.bucket(), key));
    Headers headers = FormHeaders.of(form);
    Unsupported.inWrite(headers);
    Map<String, String> tags = tags(form, headers);
    if (!tags.isEmpty()) {
      authorizer.require(principal, Access.toObject("s3:PutObjectTagging", request.bucket(), key));
    }
    ObjectMetadata metadata = MetadataHeaders.read(headers);
    Preconditions conditions = ConditionHeaders.preconditions(request.headers());
    Bucket bucket = store.buckets().get(request.bucket());
    Payload file =
        Payloads.open(
            head(request, headers),
            new FileSource(body, policy.map(Policy::sizes).orElse(Policy.ANY_SIZE)),
            BodySigning.UNSIGNED);
    try (BodyWriter writer = store.write(bucket.name(), key)) {
      for (ByteBuffer bytes = file.next(); bytes != null; bytes = file.next()) {
        writer.write(bytes);
      }
      ObjectDraft draft = new ObjectDraft(ETag.ofMd5(file.md5()), metadata, tags, file.checksums());
      ObjectRecord stored = store.objects().put(bucket.name(), key, writer, draft, conditions);
      return PostAnswer.of(urls.inBucket(request, key), form, bucket, key, stored);
    }
  }

  private static MultipartBody open(S3Request request) {
    HeaderValue type = HeaderValue.parse(request.header("Content-Type").orElse(""));
    if (!type.value().equals("multipart/form-data")) {
      throw new S3Exception(S3Error.PRECONDITION_FAILED)
          .withDetail("Condition", "Bucket POST must be of the enclosure-type multipart/form-data");
    }
    if (request.payload().length().isEmpty()) {
      throw new S3Exception(S3Error.MISSING_CONTENT_LENGTH);
    }
    String boundary =
        type.parameter("boundary")
            .orElseThrow(() -> new S3Exception(S3Error.MALFORMED_POST_REQUEST));
    return new MultipartBody(request.payload(), boundary, MAX_BEFORE_FILE);
  }

  private static Map<String, String> tags(Form form, Headers headers) {
    return form.field(TAGGING)
        .map(document -> XmlReader.parse(document.getBytes(StandardCharsets.UTF_8), "Tagging"))
        .map(document -> Tags.parse(document, Tags.MAX_OF_OBJECT))
        .orElseGet(() -> TaggingHeader.read(headers));
  }

  /** The request a client would send that puts the file instead of posting it. */
  private static RequestHead head(S3Request request, Headers headers) {
    RequestHead posted = request.head();
    return new RequestHead(
        posted.requestId(),
        posted.method(),
        posted.rawPath(),
        "",
        headers,
        QueryParameters.EMPTY,
        posted.secure(),
        posted.peer());
  }
}
