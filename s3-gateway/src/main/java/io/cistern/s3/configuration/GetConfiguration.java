package io.cistern.s3.configuration;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.store.Buckets;
import java.util.List;
import java.util.Optional;

/** Answers a configuration as it was put. */
final class GetConfiguration implements Operation {
  private final Configuration configuration;
  private final Buckets buckets;

  GetConfiguration(Configuration configuration, Buckets buckets) {
    this.configuration = configuration;
    this.buckets = buckets;
  }

  @Override
  public String name() {
    return "Get" + configuration.name();
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket(configuration.readAction(), request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    String document =
        Optional.ofNullable(
                buckets.get(request.bucket()).settings().documents().get(configuration.document()))
            .orElseThrow(
                () ->
                    new S3Exception(configuration.missing())
                        .withDetail("BucketName", request.bucket().value()));
    return S3Response.xml(Utf8.encode(document));
  }
}
