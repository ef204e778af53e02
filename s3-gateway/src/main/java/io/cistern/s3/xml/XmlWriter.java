package io.cistern.s3.xml;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Writes one XML document. Text is escaped; a character XML 1.0 cannot hold becomes a character
 * reference, as S3 writes it, which {@code encoding-type=url} lets a client avoid.
 */
public final class XmlWriter {
  /** The namespace of S3's documents. */
  public static final String S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

  /** How every document begins. White space may follow it, and none may stand before it. */
  public static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private final StringBuilder out;

  public XmlWriter() {
    this(512);
  }

  /**
   * @param expected how long the document is about, in bytes
   */
  public XmlWriter(int expected) {
    out = new StringBuilder(expected).append(DECLARATION);
  }

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

  /** As {@link #text(String, String)}. */
  public XmlWriter text(XmlTag tag, String text) {
    out.append(tag.start());
    escape(text);
    out.append(tag.end());
    return this;
  }

  /** An element that holds a text between quotes. */
  public XmlWriter quoted(XmlTag tag, String text) {
    out.append(tag.start()).append("&quot;");
    escape(text);
    out.append("&quot;").append(tag.end());
    return this;
  }

  /** As {@link #text(String, long)}. */
  public XmlWriter text(XmlTag tag, long number) {
    out.append(tag.start()).append(number).append(tag.end());
    return this;
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

  /** A time as S3 writes it, in UTC to the millisecond: {@code 2026-01-31T23:59:59.999Z}. */
  public XmlWriter time(String name, Instant time) {
    open(name);
    time(time);
    return close(name);
  }

  /** As {@link #time(String, Instant)}. */
  public XmlWriter time(XmlTag tag, Instant time) {
    out.append(tag.start());
    time(time);
    out.append(tag.end());
    return this;
  }

  /** By hand, as a page of a list holds a thousand. */
  private void time(Instant time) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
    char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
    digits(text, 4, utc.getYear());
    digits(text, 7, utc.getMonthValue());
    digits(text, 10, utc.getDayOfMonth());
    digits(text, 13, utc.getHour());
    digits(text, 16, utc.getMinute());
    digits(text, 19, utc.getSecond());
    digits(text, 23, utc.getNano() / 1_000_000);
    out.append(text);
  }

  private static void digits(char[] text, int end, int number) {
    int rest = number;
    for (int at = end - 1; rest > 0; at--) {
      text[at] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** The document. */
  public byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Plain characters, which are nearly all, are copied a run at a time. */
  private void escape(String text) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isPlain(c)) {
        out.append(text, from, i);
        escape(c);
        from = i + 1;
      }
    }
    out.append(text, from, text.length());
  }

  private void escape(char c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\t', '\n' -> out.append(c);
      default -> out.append("&#x").append(Integer.toHexString(c)).append(';');
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
