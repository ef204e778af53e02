package io.cistern.s3.multipart;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.PartReference;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.xml.XmlElement;
import io.cistern.s3.xml.XmlReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The body of CompleteMultipartUpload: which parts make the object.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompletedMultipartUpload.html">AWS:
 *     CompletedMultipartUpload</a>
 */
final class CompletionDocument {
  /** The most bytes: 10,000 parts, each with a tag and two long checksums, indented. */
  static final int MAX_BYTES = 5 << 20;

  private CompletionDocument() {}

  /**
   * Reads it. The order of the parts is for the store to judge.
   *
   * @throws S3Exception {@link S3Error#MALFORMED_XML} if it is no such document, lists nothing or
   *     more than 10,000 parts; {@link S3Error#INVALID_PART} for a tag no part can have; {@link
   *     S3Error#INVALID_ARGUMENT} for a number no part can have
   */
  static List<CompletedPart> parse(byte[] document) {
    List<XmlElement> parts = XmlReader.parse(document, "CompleteMultipartUpload").children("Part");
    if (parts.isEmpty() || parts.size() > UploadPart.MAX_NUMBER) {
      throw malformed();
    }
    return parts.stream().map(CompletionDocument::part).toList();
  }

  private static CompletedPart part(XmlElement part) {
    int number = number(part.childText("PartNumber").orElseThrow(CompletionDocument::malformed));
    String tag = part.childText("ETag").orElseThrow(CompletionDocument::malformed);
    Map<ChecksumAlgorithm, String> checksums = new EnumMap<>(ChecksumAlgorithm.class);
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      part.childText("Checksum" + algorithm)
          .map(String::strip)
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> checksums.put(algorithm, value));
    }
    return new CompletedPart(new PartReference(number, etag(tag)), checksums);
  }

  private static int number(String text) {
    int number;
    try {
      number = Integer.parseInt(text.strip());
    } catch (NumberFormatException notOne) {
      throw malformed();
    }
    if (number < 1 || number > UploadPart.MAX_NUMBER) {
      throw new S3Exception(S3Error.TOO_MANY_PARTS)
          .withDetail("ArgumentName", "PartNumber")
          .withDetail("ArgumentValue", text);
    }
    return number;
  }

  /** Quotes may be left out, as many clients do. */
  private static ETag etag(String text) {
    String tag = text.strip().replace("\"", "");
    if (tag.isEmpty()) {
      throw new S3Exception(S3Error.INVALID_PART);
    }
    return new ETag(tag);
  }

  private static S3Exception malformed() {
    return new S3Exception(S3Error.MALFORMED_XML);
  }
}
