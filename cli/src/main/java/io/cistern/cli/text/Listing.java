package io.cistern.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Items of one kind, as an aligned table or as JSON.
 *
 * @param columns from left to right
 * @param items from top to bottom
 * @param <T> the items
 */
public record Listing<T>(List<Column<T>> columns, List<T> items) {
  private static final String GAP = "  ";

  /** Copies both. */
  public Listing {
    columns = List.copyOf(columns);
    items = List.copyOf(items);
  }

  /** Lines of a table: the headers, then one for each item. Nothing trails. */
  public List<String> table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(columns.stream().map(Column::header).toList());
    for (T item : items) {
      rows.add(columns.stream().map(column -> column.text().apply(item)).toList());
    }
    int[] widths = new int[columns.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Width.of(row.get(i)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      String padding = " ".repeat(widths[i] - Width.of(cell));
      line.append(i == 0 ? "" : GAP)
          .append(columns.get(i).right() ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  /** What JSON has of the items. */
  public List<Map<String, Object>> json() {
    return items.stream().map(this::object).collect(Collectors.toList());
  }

  private Map<String, Object> object(T item) {
    Map<String, Object> object = new LinkedHashMap<>();
    columns.forEach(column -> object.put(column.key(), column.json().apply(item)));
    return object;
  }

  /** Writes it to the console's results. */
  public void print(Console console, OutputFormat format) {
    switch (format) {
      case TABLE -> table().forEach(console::print);
      case JSON -> console.print(Json.text(json()));
    }
  }
}
