package io.cistern.cli.text;

import java.util.regex.Pattern;

/** How many places a text takes on a terminal. */
final class Width {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private Width() {}

  static int of(String text) {
    String plain = text.indexOf('\u001b') < 0 ? text : COLOUR.matcher(text).replaceAll("");
    return plain.codePointCount(0, plain.length());
  }
}
