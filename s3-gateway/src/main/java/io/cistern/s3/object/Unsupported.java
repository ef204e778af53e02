package io.cistern.s3.object;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.util.List;
import java.util.Set;

/**
 * Headers that ask for what the gateway does not do. They are refused by name, since a write that
 * ignored one would be a wrong success: an object not encrypted, not locked, not private.
 */
public final class Unsupported {
  private static final List<String> ENCRYPTION =
      List.of("x-amz-server-side-encryption", "x-amz-copy-source-server-side-encryption");
  private static final List<String> OTHERS =
      List.of("x-amz-object-lock-", "x-amz-website-redirect-location", "x-amz-write-offset-bytes");
  private static final Set<String> ACLS = Set.of("", "private", "bucket-owner-full-control");

  private Unsupported() {}

  /**
   * Looks through the headers of a request that writes an object or begins an upload.
   *
   * @throws S3Exception {@link S3Error#NOT_IMPLEMENTED} for encryption (SSE-S3, SSE-KMS and SSE-C),
   *     object lock and website redirects; {@link S3Error#ACCESS_CONTROL_LIST_NOT_SUPPORTED} for
   *     ACLs that give more than the owner of the bucket has
   */
  public static void inWrite(Headers headers) {
    encryption(headers);
    refuseAny(headers, OTHERS);
    if (headers.first("x-amz-acl").filter(acl -> !ACLS.contains(acl)).isPresent()
        || headers.hasStartingWith("x-amz-grant-")) {
      throw new S3Exception(S3Error.ACCESS_CONTROL_LIST_NOT_SUPPORTED);
    }
  }

  /**
   * Looks through the headers of a request that reads an object or writes a part.
   *
   * @throws S3Exception {@link S3Error#NOT_IMPLEMENTED} if it brings a key to decrypt it with
   */
  public static void encryption(Headers headers) {
    refuseAny(headers, ENCRYPTION);
  }

  private static void refuseAny(Headers headers, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (headers.hasStartingWith(prefix)) {
        refuse(prefix);
      }
    }
  }

  /** Refuses one header, if it is there. */
  static void refuse(Headers headers, String name) {
    if (headers.has(name)) {
      refuse(name);
    }
  }

  private static void refuse(String name) {
    throw new S3Exception(
            S3Error.NOT_IMPLEMENTED,
            "The header %s asks for what is not implemented.".formatted(name))
        .withDetail("Header", name);
  }
}
