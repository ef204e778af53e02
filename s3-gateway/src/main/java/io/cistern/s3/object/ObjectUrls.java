package io.cistern.s3.object;

import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.model.ObjectKey;
import java.net.URI;
import java.util.Optional;

/**
 * The URLs of objects, where answers name them: under the URL that clients are to use, or else the
 * one this client used.
 *
 * @param external how clients reach the gateway where that is not how requests come in
 */
public record ObjectUrls(Optional<URI> external) {
  /** Of the object that a request addresses. */
  public String addressed(S3Request request) {
    return external.isPresent()
        ? base(request)
            + PercentEncoding.encodePath("/" + request.bucket() + "/" + request.key().value())
        : base(request) + request.head().rawPath();
  }

  /** Of an object in the bucket that a request addresses; slashes of its key are escaped. */
  public String inBucket(S3Request request, ObjectKey key) {
    String bucket = external.isPresent() ? "/" + request.bucket() : request.head().rawPath();
    return base(request) + withoutSlash(bucket) + "/" + PercentEncoding.encode(key.value());
  }

  private String base(S3Request request) {
    return external
        .map(url -> withoutSlash(url.toString()))
        .orElseGet(
            () ->
                (request.head().secure() ? "https://" : "http://")
                    + request.header("Host").orElse("localhost"));
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
