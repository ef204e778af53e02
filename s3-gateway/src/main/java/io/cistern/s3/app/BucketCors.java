package io.cistern.s3.app;

import io.cistern.s3.api.RequestHead;
import io.cistern.s3.cors.CorsHeaders;
import io.cistern.s3.dispatch.CrossOrigin;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.store.Buckets;
import java.util.List;
import java.util.Map;

/** What a browser is told by the CORS rules of a bucket. */
record BucketCors(Buckets buckets) implements CrossOrigin {
  @Override
  public List<Map.Entry<String, String>> headers(BucketName bucket, RequestHead head) {
    return buckets
        .find(bucket)
        .map(
            found ->
                CorsHeaders.of(found.settings(), head.method(), head.headers().first("origin")))
        .orElse(List.of());
  }
}
