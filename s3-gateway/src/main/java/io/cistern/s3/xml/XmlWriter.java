package io.cistern.s3.xml;

import io.cistern.s3.model.Utf8;

/**
 * Writes one XML document. Text is escaped; a character XML 1.0 cannot hold becomes a character
 * reference, as S3 writes it, which {@code encoding-type=url} lets a client avoid.
 */
public final class XmlWriter {
  /** The namespace of S3's documents. */
  public static final String S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

  private final StringBuilder out =
      new StringBuilder(512).append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  /** Opens the document element, in S3's namespace. */
  public XmlWriter root(String name) {
    out.append('<').append(name).append(" xmlns=\"").append(S3).append("\">");
    return this;
  }

  public XmlWriter open(String name) {
    out.append('<').append(name).append('>');
    return this;
  }

  /** Opens an element with attributes, given as they stand in the tag. */
  public XmlWriter open(String name, String attributes) {
    out.append('<').append(name).append(' ').append(attributes).append('>');
    return this;
  }

  public XmlWriter close(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  /** An element that holds only text. */
  public XmlWriter text(String name, String text) {
    open(name);
    escape(text);
    return close(name);
  }

  public XmlWriter text(String name, long number) {
    return text(name, Long.toString(number));
  }

  public XmlWriter text(String name, boolean value) {
    return text(name, Boolean.toString(value));
  }

  /** The document. */
  public byte[] bytes() {
    return Utf8.encode(out.toString());
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\t', '\n' -> out.append(c);
        default -> {
          if (c < ' ' || c >= 0xFFFE) {
            out.append("&#x").append(Integer.toHexString(c)).append(';');
          } else {
            out.append(c);
          }
        }
      }
    }
  }
}
