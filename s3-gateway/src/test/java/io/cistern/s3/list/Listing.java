package io.cistern.s3.list;

import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.xml.XmlElement;
import io.cistern.s3.xml.XmlReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A page of a list as a client reads it. */
record Listing(XmlElement document) {
  private static final Set<String> ENTRIES = Set.of("Contents", "Version", "DeleteMarker");

  /** The order of keys in {@code encoding-type=url}: that of their bytes. */
  static final Comparator<String> BY_ENCODED =
      (a, b) ->
          Arrays.compareUnsigned(
              Utf8.encode(PercentEncoding.decodeQuery(a)),
              Utf8.encode(PercentEncoding.decodeQuery(b)));

  static Listing of(Answer answer, String root) {
    if (answer.status() != 200) {
      throw new AssertionError(answer.status() + " " + answer.text());
    }
    return new Listing(XmlReader.parse(answer.body(), root));
  }

  /** The text of an element of the page; empty if it is empty or absent. */
  String text(String element) {
    return document.childText(element).orElse("");
  }

  boolean has(String element) {
    return document.child(element).isPresent();
  }

  boolean truncated() {
    return text("IsTruncated").equals("true");
  }

  /** Objects, versions and delete markers, in the order they stand. */
  List<XmlElement> entries() {
    return document.children().stream().filter(e -> ENTRIES.contains(e.name())).toList();
  }

  List<String> keys() {
    return entries().stream().map(entry -> entry.childText("Key").orElseThrow()).toList();
  }

  List<String> prefixes() {
    return document.children("CommonPrefixes").stream()
        .map(common -> common.childText("Prefix").orElseThrow())
        .toList();
  }

  /** Keys and common prefixes, decoded from {@code encoding-type=url}. */
  List<String> decoded() {
    List<String> all = new ArrayList<>(keys());
    all.addAll(prefixes());
    return all.stream().map(PercentEncoding::decodeQuery).toList();
  }
}
