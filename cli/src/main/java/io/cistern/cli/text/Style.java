package io.cistern.cli.text;

/** A way to set off a piece of text on a terminal that shows colours. */
public enum Style {
  GOOD("32"),
  BAD("31"),
  WARN("33"),
  DIM("2"),
  STRONG("1");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String around(String text) {
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
