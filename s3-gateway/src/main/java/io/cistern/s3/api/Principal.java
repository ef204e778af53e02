package io.cistern.s3.api;

/**
 * Who asks, as the authenticator found out.
 *
 * @param accessKey the access key that signed; empty for an anonymous request
 * @param id the canonical user id, as in {@code Owner} elements
 * @param displayName for people
 * @param root whether it is the holder of the gateway's root credentials
 */
public record Principal(String accessKey, String id, String displayName, boolean root) {
  /** Nobody has signed the request. */
  public static final Principal ANONYMOUS = new Principal("", "", "", false);
}
