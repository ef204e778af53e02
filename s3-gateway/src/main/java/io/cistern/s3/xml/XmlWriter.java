package io.cistern.s3.xml;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes one XML document. Text is escaped; a character XML 1.0 cannot hold becomes a character
 * reference, as S3 writes it, which {@code encoding-type=url} lets a client avoid.
 */
public final class XmlWriter {
  /** The namespace of S3's documents. */
  public static final String S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final StringBuilder out =
      new StringBuilder(512).append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  /** Opens the document element, in S3's namespace. */
  public XmlWriter root(String name) {
    out.append('<').append(name).append(" xmlns=\"").append(S3).append("\">");
    return this;
  }

  /** A document element that holds only text. */
  public XmlWriter rootText(String name, String text) {
    root(name);
    escape(text);
    return close(name);
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

  /**
   * As {@link #text(String, String)}, with U+FFFD for what XML cannot hold: for documents that
   * every parser must read, whatever a client has sent.
   */
  public XmlWriter readable(String name, String text) {
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints().forEach(c -> legal.appendCodePoint(isLegal(c) ? c : 0xFFFD));
    return text(name, legal.toString());
  }

  public XmlWriter text(String name, long number) {
    open(name);
    out.append(number);
    return close(name);
  }

  public XmlWriter text(String name, boolean value) {
    return text(name, Boolean.toString(value));
  }

  /** A time as S3 writes it, in UTC to the millisecond. */
  public XmlWriter time(String name, Instant time) {
    open(name);
    TIME.formatTo(time, out);
    return close(name);
  }

  /** The document. */
  public byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void escape(String text) {
    int plain = 0;
    while (plain < text.length() && isPlain(text.charAt(plain))) {
      plain++;
    }
    out.append(text, 0, plain);
    for (int i = plain; i < text.length(); i++) {
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

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= ' ' && c < 0xD800
        || c > 0xDFFF && c < 0xFFFE
        || c > 0xFFFF;
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0xFFFE && c != '&' && c != '<' && c != '>' && c != '"';
  }
}
