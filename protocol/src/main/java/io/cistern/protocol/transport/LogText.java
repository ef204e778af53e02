package io.cistern.protocol.transport;

/** Text from outside, made fit for one line of a log. */
final class LogText {
  private static final int MAX_CHARS = 500;

  private LogText() {}

  /** In double quotes, control characters and quotes escaped, cut at 500 characters. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.chars()
        .limit(MAX_CHARS)
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.append((char) c);
              }
            });
    return out.append(text.length() > MAX_CHARS ? "…\"" : "\"").toString();
  }
}
