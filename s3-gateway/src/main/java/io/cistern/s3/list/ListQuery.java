package io.cistern.s3.list;

import io.cistern.s3.api.S3Request;
import io.cistern.s3.xml.XmlTag;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;

/**
 * What lists of keys have in common: their parameters, and how these are echoed.
 *
 * @param prefix empty for all keys
 * @param delimiter empty for none
 * @param max entries of a page, 0 to 1,000
 */
public record ListQuery(String prefix, String delimiter, int max, KeyEncoding encoding) {
  /**
   * Reads the parameters.
   *
   * @param maxParameter the name of the one that says how much a page holds
   * @throws io.cistern.s3.api.S3Exception {@link io.cistern.s3.api.S3Error#INVALID_ARGUMENT} if one
   *     is not legal
   */
  public static ListQuery read(S3Request request, String maxParameter) {
    return new ListQuery(
        request.parameter("prefix").orElse(""),
        request.parameter("delimiter").orElse(""),
        PageSize.read(request, maxParameter),
        KeyEncoding.of(request));
  }

  /** An element with a key or a piece of one. */
  public void key(XmlWriter xml, String element, String key) {
    xml.text(element, encoding.encode(key));
  }

  /** As {@link #key(XmlWriter, String, String)}. */
  void key(XmlWriter xml, XmlTag tag, String key) {
    xml.text(tag, encoding.encode(key));
  }

  /** The delimiter and the encoding, where they were given. */
  public void echoDelimiter(XmlWriter xml) {
    if (!delimiter.isEmpty()) {
      key(xml, "Delimiter", delimiter);
    }
    encoding.echo(xml);
  }

  /** The common prefixes, each in an element of its own. */
  public void commonPrefixes(XmlWriter xml, List<String> prefixes) {
    for (String common : prefixes) {
      xml.open("CommonPrefixes");
      key(xml, "Prefix", common);
      xml.close("CommonPrefixes");
    }
  }
}
