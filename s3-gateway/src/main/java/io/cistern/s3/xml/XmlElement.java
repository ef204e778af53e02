package io.cistern.s3.xml;

import java.util.List;
import java.util.Optional;

/**
 * An element of a parsed document. Namespaces are left out: clients write S3's, an old one, or
 * none.
 *
 * @param text its own text, all pieces together, not trimmed
 */
public record XmlElement(
    String name, List<XmlElement> children, String text, List<Attribute> attributes) {
  /** An attribute, by its local name. */
  public record Attribute(String name, String value) {}

  public XmlElement {
    children = List.copyOf(children);
    attributes = List.copyOf(attributes);
  }

  /** The first child of this name. */
  public Optional<XmlElement> child(String wanted) {
    return children.stream().filter(child -> child.name().equals(wanted)).findFirst();
  }

  /** All children of this name. */
  public List<XmlElement> children(String wanted) {
    return children.stream().filter(child -> child.name().equals(wanted)).toList();
  }

  /** The text of the first child of this name. */
  public Optional<String> childText(String wanted) {
    return child(wanted).map(XmlElement::text);
  }
}
