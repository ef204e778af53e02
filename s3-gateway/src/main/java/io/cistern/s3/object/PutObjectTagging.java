package io.cistern.s3.object;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.xml.XmlReader;
import java.util.List;
import java.util.Map;

/**
 * Replaces the tags of an object; its time and version stay.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html">AWS:
 *     PutObjectTagging</a>
 */
final class PutObjectTagging implements Operation {
  private static final int MAX_DOCUMENT = 64 << 10;

  private final ObjectStore store;

  PutObjectTagging(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "PutObjectTagging";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    String action =
        request.query().has(Versions.PARAMETER)
            ? "s3:PutObjectVersionTagging"
            : "s3:PutObjectTagging";
    return List.of(Access.toObject(action, request.bucket(), request.key()));
  }

  @Override
  public S3Response handle(S3Request request) {
    Lookup lookup = new Lookup(store, request.bucket(), request.key(), Versions.asked(request));
    byte[] document = request.payload().readAll(MAX_DOCUMENT);
    Map<String, String> tags = Tags.parse(XmlReader.parse(document, "Tagging"), Tags.MAX_OF_OBJECT);
    ObjectRecord object =
        lookup.find(
            () -> store.objects().tag(lookup.bucket(), lookup.key(), lookup.version(), tags));
    return ObjectHeaders.version(S3Response.ok(), store.buckets().get(request.bucket()), object);
  }
}
