package io.cistern.s3.api;

/** Decides who may do what. What is not allowed is denied. */
@FunctionalInterface
public interface Authorizer {
  boolean allows(Principal principal, Access access);

  /**
   * @throws S3Exception {@link S3Error#ACCESS_DENIED} unless it is allowed
   */
  default void require(Principal principal, Access access) {
    if (!allows(principal, access)) {
      throw new S3Exception(S3Error.ACCESS_DENIED);
    }
  }
}
