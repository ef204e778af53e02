package io.cistern.protocol.management;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Labels as Prometheus's text format has them, in the order of their names. */
final class Labels {
  private Labels() {}

  static String render(Map<String, String> labels) {
    if (labels.isEmpty()) {
      return "";
    }
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
