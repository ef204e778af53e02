package io.cistern.s3.bucket;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.store.Buckets;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;

/** Answers the versioning of a bucket: nothing where it was never enabled. */
final class GetBucketVersioning implements Operation {
  private final Buckets buckets;

  GetBucketVersioning(Buckets buckets) {
    this.buckets = buckets;
  }

  @Override
  public String name() {
    return "GetBucketVersioning";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket("s3:GetBucketVersioning", request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    Versioning versioning = buckets.get(request.bucket()).settings().versioning();
    XmlWriter xml = new XmlWriter().root("VersioningConfiguration");
    switch (versioning) {
      case OFF -> {}
      case ENABLED -> xml.text("Status", "Enabled");
      case SUSPENDED -> xml.text("Status", "Suspended");
    }
    return S3Response.xml(xml.close("VersioningConfiguration").bytes());
  }
}
