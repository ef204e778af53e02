package io.cistern.s3.testing;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds requests as the dispatcher hands them to operations: authenticated, by the root user. */
public final class Requests {
  /** Who asks, unless the test says otherwise. */
  public static final Principal ROOT = new Principal("AKIATEST", "owner-id", "root", true);

  private final String method;
  private final Optional<BucketName> bucket;
  private final Optional<ObjectKey> key;
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();
  private final List<String> query = new ArrayList<>();
  private TestPayload payload = TestPayload.of(new byte[0]);
  private Principal principal = ROOT;

  private Requests(String method, Optional<BucketName> bucket, Optional<ObjectKey> key) {
    this.method = method;
    this.bucket = bucket;
    this.key = key;
  }

  public static Requests toService(String method) {
    return new Requests(method, Optional.empty(), Optional.empty());
  }

  public static Requests toBucket(String method, String bucket) {
    return new Requests(method, Optional.of(new BucketName(bucket)), Optional.empty());
  }

  public static Requests toObject(String method, String bucket, String key) {
    return new Requests(
        method, Optional.of(new BucketName(bucket)), Optional.of(new ObjectKey(key)));
  }

  public Requests header(String name, String value) {
    headers.add(Map.entry(name, value));
    return this;
  }

  /** A query parameter, not yet encoded. */
  public Requests parameter(String name, String value) {
    query.add(PercentEncoding.encode(name) + "=" + PercentEncoding.encode(value));
    return this;
  }

  /** A query parameter without a value. */
  public Requests parameter(String name) {
    query.add(PercentEncoding.encode(name));
    return this;
  }

  public Requests body(String text) {
    return body(text.getBytes(StandardCharsets.UTF_8));
  }

  public Requests body(byte[] bytes) {
    return body(TestPayload.of(bytes));
  }

  public Requests body(TestPayload other) {
    payload = other;
    return this;
  }

  public Requests by(Principal other) {
    principal = other;
    return this;
  }

  public S3Request build() {
    String path =
        "/"
            + bucket.map(BucketName::value).orElse("")
            + key.map(k -> "/" + PercentEncoding.encodePath(k.value())).orElse("");
    String rawQuery = String.join("&", query);
    RequestHead head =
        new RequestHead(
            "TESTREQUEST",
            method,
            path,
            rawQuery,
            Headers.of(headers),
            QueryParameters.parse(rawQuery),
            false,
            "127.0.0.1");
    return new S3Request(head, bucket, key, principal, payload);
  }
}
