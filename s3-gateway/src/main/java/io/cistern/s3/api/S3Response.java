package io.cistern.s3.api;

import java.util.List;
import java.util.Map;

/**
 * What is answered. To a HEAD, the front sends everything but the body.
 *
 * @param headers without Content-Length, Date, Server and x-amz-request-id, which the front adds
 */
public record S3Response(int status, List<Map.Entry<String, String>> headers, ResponseBody body) {
  public S3Response {
    headers = List.copyOf(headers);
  }

  /** 200 and nothing more. */
  public static S3Response ok() {
    return of(200);
  }

  /** 204. */
  public static S3Response noContent() {
    return of(204);
  }

  public static S3Response of(int status) {
    return new S3Response(status, List.of(), ResponseBody.EMPTY);
  }

  /** 200 with a document. */
  public static S3Response xml(byte[] document) {
    return new S3Response(
        200,
        List.of(Map.entry("Content-Type", "application/xml")),
        new ResponseBody.Whole(document));
  }

  /** With one header more. */
  public S3Response with(String name, String value) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Map.Entry<String, String>[] longer = headers.toArray(new Map.Entry[headers.size() + 1]);
    longer[headers.size()] = Map.entry(name, value);
    return new S3Response(status, List.of(longer), body);
  }

  public S3Response withBody(ResponseBody other) {
    return new S3Response(status, headers, other);
  }
}
