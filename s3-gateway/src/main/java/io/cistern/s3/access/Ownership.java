package io.cistern.s3.access;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.configuration.Configuration;
import io.cistern.s3.xml.XmlElement;
import io.cistern.s3.xml.XmlReader;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;
import java.util.Set;

/**
 * Ownership controls: whether ACLs mean anything. Only {@code BucketOwnerEnforced} is obeyed, so
 * only that is taken. Without any controls ACLs stay off: what was refused before is refused still.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html">AWS:
 *     PutBucketOwnershipControls</a>
 */
public final class Ownership {
  private static final String ROOT = "OwnershipControls";
  private static final String ENFORCED = "BucketOwnerEnforced";
  private static final Set<String> WITH_ACLS = Set.of("BucketOwnerPreferred", "ObjectWriter");

  static final Configuration CONFIGURATION =
      new Configuration(
          "BucketOwnershipControls",
          "ownershipControls",
          "ownership",
          "s3:GetBucketOwnershipControls",
          "s3:PutBucketOwnershipControls",
          S3Error.OWNERSHIP_CONTROLS_NOT_FOUND,
          200,
          Ownership::normal);

  private Ownership() {}

  /**
   * Accepts a value of {@code ObjectOwnership} that is obeyed.
   *
   * @throws S3Exception {@link S3Error#NOT_IMPLEMENTED} for one that is not, {@link
   *     S3Error#INVALID_ARGUMENT} for one nobody knows
   */
  public static void require(String ownership) {
    if (WITH_ACLS.contains(ownership)) {
      throw new S3Exception(
          S3Error.NOT_IMPLEMENTED, "Object ownership %s is not implemented.".formatted(ownership));
    }
    if (!ownership.equals(ENFORCED)) {
      throw new S3Exception(S3Error.INVALID_ARGUMENT, "Invalid x-amz-object-ownership header")
          .withDetail("ArgumentName", "x-amz-object-ownership")
          .withDetail("ArgumentValue", ownership);
    }
  }

  /** The document of a bucket whose ACLs are off. */
  static byte[] enforced() {
    return new XmlWriter()
        .root(ROOT)
        .open("Rule")
        .text("ObjectOwnership", ENFORCED)
        .close("Rule")
        .close(ROOT)
        .bytes();
  }

  private static byte[] normal(byte[] document) {
    List<XmlElement> rules = XmlReader.parse(document, ROOT).children();
    if (rules.size() != 1 || !rules.getFirst().name().equals("Rule")) {
      throw new S3Exception(S3Error.MALFORMED_XML);
    }
    String ownership = rules.getFirst().childText("ObjectOwnership").orElse("");
    if (!ownership.equals(ENFORCED) && !WITH_ACLS.contains(ownership)) {
      throw new S3Exception(S3Error.MALFORMED_XML);
    }
    require(ownership);
    return enforced();
  }
}
