package io.cistern.s3.access;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.xml.XmlElement;
import io.cistern.s3.xml.XmlReader;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one access control list there is: full control for the owner.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html">AWS:
 *     disabling ACLs</a>
 */
public final class Acl {
  private static final String ROOT = "AccessControlPolicy";
  private static final String XSI =
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\"";
  private static final Set<String> CANNED_AS_OWNER = Set.of("private", "bucket-owner-full-control");
  private static final Set<String> CANNED_AS_OTHERS =
      Set.of(
          "public-read",
          "public-read-write",
          "authenticated-read",
          "aws-exec-read",
          "bucket-owner-read",
          "log-delivery-write");
  private static final Pattern GRANTEE_ID = Pattern.compile("\\s*id=\"?([^\",]+)\"?\\s*");

  private Acl() {}

  /**
   * Accepts the {@code x-amz-acl} and {@code x-amz-grant-*} headers of a write that say no more
   * than that the owner has full control.
   *
   * @throws S3Exception {@link S3Error#ACCESS_CONTROL_LIST_NOT_SUPPORTED} if they say anything
   *     else, {@link S3Error#INVALID_ARGUMENT} if they say nothing AWS knows
   */
  public static void require(Headers headers, Principal owner) {
    for (String canned : headers.all("x-amz-acl")) {
      if (CANNED_AS_OTHERS.contains(canned)) {
        throw new S3Exception(S3Error.ACCESS_CONTROL_LIST_NOT_SUPPORTED);
      }
      if (!CANNED_AS_OWNER.contains(canned)) {
        throw new S3Exception(S3Error.INVALID_ARGUMENT)
            .withDetail("ArgumentName", "x-amz-acl")
            .withDetail("ArgumentValue", canned);
      }
    }
    for (Map.Entry<String, List<String>> grant : headers.startingWith("x-amz-grant-").entrySet()) {
      for (String grantee : grant.getValue()) {
        Matcher id = GRANTEE_ID.matcher(grantee);
        if (!grant.getKey().equals("full-control")
            || !id.matches()
            || !id.group(1).equals(owner.id())) {
          throw new S3Exception(S3Error.ACCESS_CONTROL_LIST_NOT_SUPPORTED);
        }
      }
    }
  }

  /** Whether a request says anything of ACLs in its headers. */
  static boolean isIn(Headers headers) {
    return headers.has("x-amz-acl") || !headers.startingWith("x-amz-grant-").isEmpty();
  }

  /**
   * Accepts the document of a PutBucketAcl or PutObjectAcl that grants the owner full control and
   * nothing else.
   *
   * @throws S3Exception {@link S3Error#MALFORMED_XML}, or {@link
   *     S3Error#ACCESS_CONTROL_LIST_NOT_SUPPORTED}
   */
  static void require(byte[] document, Principal owner) {
    XmlElement list =
        XmlReader.parse(document, ROOT)
            .child("AccessControlList")
            .orElseThrow(() -> new S3Exception(S3Error.MALFORMED_XML));
    List<XmlElement> grants = list.children("Grant");
    if (grants.size() != list.children().size()) {
      throw new S3Exception(S3Error.MALFORMED_XML);
    }
    if (grants.isEmpty() || !grants.stream().allMatch(grant -> isOwners(grant, owner))) {
      throw new S3Exception(S3Error.ACCESS_CONTROL_LIST_NOT_SUPPORTED);
    }
  }

  /** The document that answers a read of an ACL. */
  static byte[] xml(Principal owner) {
    return new XmlWriter()
        .root(ROOT)
        .open("Owner")
        .text("ID", owner.id())
        .text("DisplayName", owner.displayName())
        .close("Owner")
        .open("AccessControlList")
        .open("Grant")
        .open("Grantee", XSI)
        .text("ID", owner.id())
        .text("DisplayName", owner.displayName())
        .close("Grantee")
        .text("Permission", "FULL_CONTROL")
        .close("Grant")
        .close("AccessControlList")
        .close(ROOT)
        .bytes();
  }

  private static boolean isOwners(XmlElement grant, Principal owner) {
    XmlElement grantee =
        grant.child("Grantee").orElseThrow(() -> new S3Exception(S3Error.MALFORMED_XML));
    String permission =
        grant.childText("Permission").orElseThrow(() -> new S3Exception(S3Error.MALFORMED_XML));
    return permission.equals("FULL_CONTROL")
        && grantee.childText("ID").filter(owner.id()::equals).isPresent();
  }
}
