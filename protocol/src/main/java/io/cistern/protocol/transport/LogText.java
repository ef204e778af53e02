package io.cistern.protocol.transport;

/** Text from outside, made fit for one line of a log. */
final class LogText {
  private static final int MAX_CHARS = 500;

  private LogText() {}

  /** In double quotes, control characters and quotes escaped, cut at 500 characters. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < Math.min(text.length(), MAX_CHARS); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append(text.length() > MAX_CHARS ? "…\"" : "\"").toString();
  }
}
