package io.cistern.s3.object;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Headers;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectMetadata;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.store.BodyWriter;
import io.cistern.s3.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes an object. When it is answered, the object is as durable as its bucket wants; when it is
 * refused, or its body breaks off or is not what was claimed, nothing of it is there.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html">AWS:
 *     PutObject</a>
 */
final class PutObject implements Operation {
  private final ObjectStore store;

  PutObject(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "PutObject";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    List<Access> accesses = new ArrayList<>();
    accesses.add(Access.toObject("s3:PutObject", request.bucket(), request.key()));
    if (request.headers().has(TaggingHeader.NAME)) {
      accesses.add(Access.toObject("s3:PutObjectTagging", request.bucket(), request.key()));
    }
    return accesses;
  }

  @Override
  public S3Response handle(S3Request request) {
    Headers headers = request.headers();
    Unsupported.inWrite(headers);
    ObjectMetadata metadata = MetadataHeaders.read(headers);
    Map<String, String> tags = TaggingHeader.read(headers);
    Preconditions conditions = ConditionHeaders.preconditions(headers);
    Bucket bucket = store.buckets().get(request.bucket());
    try (BodyWriter body = store.write(bucket.name(), request.key())) {
      ETag etag = Bodies.receive(request.payload(), body);
      ObjectDraft draft = new ObjectDraft(etag, metadata, tags, request.payload().checksums());
      ObjectRecord stored =
          store.objects().put(bucket.name(), request.key(), body, draft, conditions);
      return ObjectHeaders.written(S3Response.ok(), bucket, stored);
    }
  }
}
