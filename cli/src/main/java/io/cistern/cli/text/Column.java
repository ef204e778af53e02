package io.cistern.cli.text;

import java.util.function.Function;

/**
 * One column of a listing.
 *
 * @param header above the column of a table
 * @param key in JSON
 * @param text what the table shows of an item
 * @param json what JSON has of it: text, a number, a truth value, a list or a map
 * @param right whether the table aligns it to the right
 * @param <T> the items
 */
public record Column<T>(
    String header, String key, Function<T, String> text, Function<T, Object> json, boolean right) {

  /** The same text in both. */
  public static <T> Column<T> of(String header, String key, Function<T, String> text) {
    return new Column<>(header, key, text, text::apply, false);
  }

  /** A size: for people in the table, bytes in JSON. */
  public static <T> Column<T> size(String header, String key, Function<T, Long> bytes) {
    return new Column<>(
        header,
        key,
        item -> new io.cistern.pool.model.ByteSize(bytes.apply(item)).toString(),
        bytes::apply,
        true);
  }
}
