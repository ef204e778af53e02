package io.cistern.s3.list;

import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.xml.XmlWriter;
import java.util.Optional;

/**
 * How keys, and the parameters that are pieces of keys, stand in a list. Keys may hold characters
 * that XML 1.0 cannot; {@code encoding-type=url} is how a client gets them all the same.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">AWS:
 *     ListObjectsV2, encoding-type</a>
 */
public enum KeyEncoding {
  NONE,
  URL;

  private static final String PARAMETER = "encoding-type";

  /**
   * The one a request asks for.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} if there is no such encoding
   */
  public static KeyEncoding of(S3Request request) {
    Optional<String> asked = request.parameter(PARAMETER).filter(value -> !value.isEmpty());
    if (asked.isPresent() && !asked.get().equals("url")) {
      throw new S3Exception(
              S3Error.INVALID_ARGUMENT, "Invalid Encoding Method specified in Request")
          .withDetail("ArgumentName", PARAMETER)
          .withDetail("ArgumentValue", asked.get());
    }
    return asked.isPresent() ? URL : NONE;
  }

  /** A key, or a piece of one, as it stands in the document. A space becomes {@code %20}. */
  public String encode(String key) {
    return switch (this) {
      case NONE -> key;
      case URL -> PercentEncoding.encodePath(key);
    };
  }

  /** Says so in the document, where there is something to say. */
  public void echo(XmlWriter xml) {
    if (this == URL) {
      xml.text("EncodingType", "url");
    }
  }
}
