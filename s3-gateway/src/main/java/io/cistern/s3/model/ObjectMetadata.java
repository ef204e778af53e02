package io.cistern.s3.model;

import java.util.Map;

/**
 * What a writer says about an object, given back with it.
 *
 * @param headers system metadata by header name ({@code Content-Type}, {@code Cache-Control} ...)
 * @param user user metadata, names without {@code x-amz-meta-}
 */
public record ObjectMetadata(Map<String, String> headers, Map<String, String> user) {
  public static final ObjectMetadata EMPTY = new ObjectMetadata(Map.of(), Map.of());

  public ObjectMetadata {
    headers = Map.copyOf(headers);
    user = Map.copyOf(user);
  }
}
