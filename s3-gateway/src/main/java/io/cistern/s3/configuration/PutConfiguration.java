package io.cistern.s3.configuration;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.store.Buckets;
import java.util.List;

/** Replaces a configuration. It is durable and in force on return. */
final class PutConfiguration implements Operation {
  private static final int MAX_BYTES = 256 << 10;

  private final Configuration configuration;
  private final Buckets buckets;

  PutConfiguration(Configuration configuration, Buckets buckets) {
    this.configuration = configuration;
    this.buckets = buckets;
  }

  @Override
  public String name() {
    return "Put" + configuration.name();
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket(configuration.writeAction(), request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    buckets.get(request.bucket());
    String document =
        Utf8.decode(configuration.normal().apply(request.payload().readAll(MAX_BYTES)));
    buckets.update(
        request.bucket(), settings -> settings.withDocument(configuration.document(), document));
    return S3Response.of(configuration.putStatus());
  }
}
