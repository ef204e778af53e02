package io.cistern.cli.text;

/** What results look like. */
public enum OutputFormat {
  TABLE,
  JSON
}
