package io.cistern.s3.bucket;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.store.Buckets;
import io.cistern.s3.xml.XmlElement;
import io.cistern.s3.xml.XmlReader;
import java.util.List;

/** Enables or suspends versioning: in force for every write after the answer. */
final class PutBucketVersioning implements Operation {
  private static final int MAX_BYTES = 64 << 10;

  private final Buckets buckets;

  PutBucketVersioning(Buckets buckets) {
    this.buckets = buckets;
  }

  @Override
  public String name() {
    return "PutBucketVersioning";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket("s3:PutBucketVersioning", request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    buckets.get(request.bucket());
    Versioning versioning = parse(request.payload().readAll(MAX_BYTES));
    buckets.update(request.bucket(), settings -> settings.withVersioning(versioning));
    return S3Response.ok();
  }

  private static Versioning parse(byte[] document) {
    XmlElement root = XmlReader.parse(document, "VersioningConfiguration");
    switch (root.childText("MfaDelete").map(String::strip).orElse("Disabled")) {
      case "Disabled" -> {}
      case "Enabled" ->
          throw new S3Exception(S3Error.NOT_IMPLEMENTED, "MFA delete is not implemented.");
      default -> throw new S3Exception(S3Error.MALFORMED_XML);
    }
    return switch (root.childText("Status").map(String::strip).orElse("")) {
      case "Enabled" -> Versioning.ENABLED;
      case "Suspended" -> Versioning.SUSPENDED;
      case "" -> throw new S3Exception(S3Error.ILLEGAL_VERSIONING_CONFIGURATION);
      default -> throw new S3Exception(S3Error.MALFORMED_XML);
    };
  }
}
