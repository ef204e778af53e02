package io.cistern.s3.configuration;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.store.Buckets;
import java.util.List;

/** Removes a configuration. Removing what is not there succeeds. */
final class DeleteConfiguration implements Operation {
  private final Configuration configuration;
  private final Buckets buckets;

  DeleteConfiguration(Configuration configuration, Buckets buckets) {
    this.configuration = configuration;
    this.buckets = buckets;
  }

  @Override
  public String name() {
    return "Delete" + configuration.name();
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket(configuration.writeAction(), request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    buckets.update(
        request.bucket(), settings -> settings.withoutDocument(configuration.document()));
    return S3Response.noContent();
  }
}
