package io.cistern.s3.app;

/** One flat JSON object on one line. */
final class JsonLine {
  private final StringBuilder line = new StringBuilder(320).append('{');

  JsonLine text(String name, String value) {
    name(name).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        line.append("\\u%04x".formatted((int) c));
      } else {
        line.append(c);
      }
    }
    line.append('"');
    return this;
  }

  JsonLine number(String name, long value) {
    name(name).append(value);
    return this;
  }

  JsonLine flag(String name, boolean value) {
    name(name).append(value);
    return this;
  }

  /** The object with its line end. */
  String end() {
    return line.append("}\n").toString();
  }

  private StringBuilder name(String name) {
    if (line.length() > 1) {
      line.append(',');
    }
    return line.append('"').append(name).append("\":");
  }
}
