package io.cistern.s3.access;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.configuration.Configuration;
import io.cistern.s3.xml.XmlElement;
import io.cistern.s3.xml.XmlReader;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;
import java.util.Optional;

/**
 * What of a bucket must not become public. It is obeyed whatever it says: there are no public ACLs
 * and no bucket policies, and who has not signed is refused.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html">AWS:
 *     PutPublicAccessBlock</a>
 */
final class PublicAccessBlock {
  static final Configuration CONFIGURATION =
      new Configuration(
          "PublicAccessBlock",
          "publicAccessBlock",
          "public-access-block",
          "s3:GetBucketPublicAccessBlock",
          "s3:PutBucketPublicAccessBlock",
          S3Error.NO_SUCH_PUBLIC_ACCESS_BLOCK_CONFIGURATION,
          200,
          PublicAccessBlock::normal);

  private static final String ROOT = "PublicAccessBlockConfiguration";
  private static final List<String> SETTINGS =
      List.of("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets");

  private PublicAccessBlock() {}

  /** The document of a bucket of which nothing must become public. */
  static byte[] all() {
    XmlWriter xml = new XmlWriter().root(ROOT);
    SETTINGS.forEach(setting -> xml.text(setting, true));
    return xml.close(ROOT).bytes();
  }

  private static byte[] normal(byte[] document) {
    XmlElement root = XmlReader.parse(document, ROOT);
    if (!root.children().stream().map(XmlElement::name).allMatch(SETTINGS::contains)) {
      throw new S3Exception(S3Error.MALFORMED_XML);
    }
    XmlWriter xml = new XmlWriter().root(ROOT);
    SETTINGS.forEach(setting -> xml.text(setting, isOn(root.childText(setting))));
    return xml.close(ROOT).bytes();
  }

  private static boolean isOn(Optional<String> text) {
    return switch (text.map(String::strip).orElse("false")) {
      case "true", "TRUE" -> true;
      case "false", "FALSE" -> false;
      default -> throw new S3Exception(S3Error.MALFORMED_XML);
    };
  }
}
