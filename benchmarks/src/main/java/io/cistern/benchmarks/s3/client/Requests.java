package io.cistern.benchmarks.s3.client;

import java.time.Instant;

/**
 * Makes requests for one bucket of one server. Not safe for several threads.
 *
 * @param signer of that server
 * @param bucket its name
 */
public record Requests(Signer signer, String bucket) {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

  public static Requests of(Endpoint endpoint, String bucket) {
    return new Requests(new Signer(endpoint, Instant.now()), bucket);
  }

  /** Those that ask nothing of a bucket. */
  public static Request listBuckets(Endpoint endpoint) {
    byte[] head = new Signer(endpoint, Instant.now()).head("GET", "/", "", 0);
    return new Request(head, 0, 0, OK, Request.ANY);
  }

  public Request createBucket() {
    return new Request(signer.head("PUT", "/" + bucket, "", 0), 0, 0, OK, Request.ANY);
  }

  /**
   * @param index which decides about the content
   */
  public Request put(String key, int index, int length) {
    byte[] head = signer.head("PUT", path(key), "", length);
    return new Request(head, length, Bodies.offset(index), OK, Request.ANY);
  }

  public Request get(String key, int length) {
    return new Request(signer.head("GET", path(key), "", 0), 0, 0, OK, length);
  }

  public Request head(String key) {
    return new Request(signer.head("HEAD", path(key), "", 0), 0, 0, OK, Request.ANY);
  }

  public Request delete(String key) {
    return new Request(signer.head("DELETE", path(key), "", 0), 0, 0, NO_CONTENT, Request.ANY);
  }

  /** A page of the keys that come after one. */
  public Request list(String startAfter, int maxKeys) {
    String query =
        "list-type=2&max-keys=" + maxKeys + "&start-after=" + startAfter.replace("/", "%2F");
    return new Request(signer.head("GET", "/" + bucket, query, 0), 0, 0, OK, Request.ANY);
  }

  private String path(String key) {
    return "/" + bucket + "/" + key;
  }
}
