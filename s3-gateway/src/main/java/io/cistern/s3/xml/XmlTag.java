package io.cistern.s3.xml;

/** The two tags around a text, put together once for documents that hold a thousand of them. */
public record XmlTag(String start, String end) {
  /** Of an element with this name and no attributes. */
  public static XmlTag of(String name) {
    return new XmlTag("<" + name + ">", "</" + name + ">");
  }
}
