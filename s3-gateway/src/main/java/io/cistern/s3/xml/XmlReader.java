package io.cistern.s3.xml;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a document of UTF-8 into elements, whatever encoding it declares. No DTD, no entity but the
 * five of XML, no more than {@value #MAX_DEPTH} levels; the caller bounds the size.
 */
public final class XmlReader {
  private static final int MAX_DEPTH = 16;
  private static final XMLInputFactory FACTORY = factory();

  private XmlReader() {}

  /**
   * Parses {@code document}.
   *
   * @param root the name its document element must have
   * @throws S3Exception {@link S3Error#MALFORMED_XML} if it is anything else
   */
  public static XmlElement parse(byte[] document, String root) {
    XmlElement element;
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text(document)));
      try {
        reader.nextTag();
        element = element(reader, 1);
        while (reader.hasNext()) {
          if (reader.next() == XMLStreamConstants.DTD) {
            throw malformed();
          }
        }
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | CharacterCodingException | RuntimeException notXml) {
      throw malformed();
    }
    if (!element.name().equals(root)) {
      throw malformed();
    }
    return element;
  }

  private static XmlElement element(XMLStreamReader reader, int depth) throws XMLStreamException {
    if (depth > MAX_DEPTH) {
      throw malformed();
    }
    String name = reader.getLocalName();
    List<XmlElement.Attribute> attributes = new ArrayList<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.add(
          new XmlElement.Attribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i)));
    }
    List<XmlElement> children = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          return new XmlElement(name, children, text.toString(), attributes);
        }
        case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
        default -> throw malformed();
      }
    }
  }

  /** Decoded here: the parser prints every byte it cannot decode. */
  private static String text(byte[] document) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static S3Exception malformed() {
    return new S3Exception(S3Error.MALFORMED_XML);
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    return factory;
  }
}
