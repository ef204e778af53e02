package io.cistern.s3.object;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.xml.XmlElement;
import io.cistern.s3.xml.XmlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A tag set: keys of 1 to 128 and values of up to 256 UTF-16 units, of letters, digits, spaces and
 * {@code + - = . _ : / @}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html">AWS:
 *     object tags</a>
 */
public final class Tags {
  /** The most tags of an object. */
  public static final int MAX_OF_OBJECT = 10;

  /** The most tags of a bucket. */
  public static final int MAX_OF_BUCKET = 50;

  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;
  private static final Pattern LEGAL = Pattern.compile("[\\p{L}\\p{N}\\p{Z}+\\-=._:/@]*");

  private Tags() {}

  /**
   * The tags of a {@code Tagging} document.
   *
   * @throws S3Exception {@link S3Error#MALFORMED_XML}, {@link S3Error#INVALID_TAG}, {@link
   *     S3Error#BAD_REQUEST}
   */
  public static Map<String, String> parse(XmlElement tagging, int max) {
    return read(tagging.child("TagSet").orElseThrow(Tags::malformed), max);
  }

  /**
   * The {@code Tag} elements of {@code set}.
   *
   * @throws S3Exception as {@link #parse}
   */
  public static Map<String, String> read(XmlElement set, int max) {
    List<Map.Entry<String, String>> tags = new ArrayList<>();
    for (XmlElement tag : set.children("Tag")) {
      String key = tag.childText("Key").orElseThrow(Tags::malformed);
      String value = tag.childText("Value").orElseThrow(Tags::malformed);
      tags.add(Map.entry(key, value));
    }
    return check(tags, max);
  }

  /** As a {@code Tagging} document, by key. */
  public static byte[] render(Map<String, String> tags) {
    XmlWriter xml = new XmlWriter().root("Tagging").open("TagSet");
    new TreeMap<>(tags)
        .forEach(
            (key, value) -> xml.open("Tag").text("Key", key).text("Value", value).close("Tag"));
    return xml.close("TagSet").close("Tagging").bytes();
  }

  static Map<String, String> check(List<Map.Entry<String, String>> tags, int max) {
    Map<String, String> checked = new TreeMap<>();
    for (Map.Entry<String, String> tag : tags) {
      String key = tag.getKey();
      if (key.isEmpty() || key.length() > MAX_KEY || !LEGAL.matcher(key).matches()) {
        throw invalid("The TagKey you have provided is invalid", key);
      }
      if (key.startsWith("aws:")) {
        throw invalid("System tags cannot be added/updated by requester", key);
      }
      if (tag.getValue().length() > MAX_VALUE || !LEGAL.matcher(tag.getValue()).matches()) {
        throw invalid("The TagValue you have provided is invalid", key);
      }
      if (checked.put(key, tag.getValue()) != null) {
        throw invalid("Cannot provide multiple Tags with the same key", key);
      }
    }
    if (checked.size() > max) {
      throw new S3Exception(
          S3Error.BAD_REQUEST,
          max == MAX_OF_OBJECT
              ? "Object tags cannot be greater than 10"
              : "Bucket tag count cannot be greater than " + max);
    }
    return checked;
  }

  private static S3Exception invalid(String message, String key) {
    return new S3Exception(S3Error.INVALID_TAG, message).withDetail("TagKey", key);
  }

  private static S3Exception malformed() {
    return new S3Exception(S3Error.MALFORMED_XML);
  }
}
