package io.cistern.benchmarks.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes what was measured for machines and for people.
 *
 * @param name of the benchmark, as in {@code make bench-NAME}
 * @param results the numbers
 * @param tables the same in Markdown
 */
public record ReportFiles(String name, Object results, String tables) {

  /** Writes {@code NAME.json} and {@code NAME.md} into the directory. */
  public void write(Path directory) {
    try {
      Files.createDirectories(directory);
      new JsonMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(directory.resolve(name + ".json").toFile(), results);
      Files.writeString(directory.resolve(name + ".md"), tables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the tables into a document, in the place of the ones between its two marks. */
  public void publish(Path document) {
    try {
      String text = Files.readString(document);
      String mark = "<!-- measured by make bench-" + name + ": ";
      String first = mark + "begin -->\n";
      int begin = text.indexOf(first);
      int end = text.indexOf(mark + "end -->\n");
      if (begin < 0 || end < begin) {
        throw new IllegalStateException(document + " has no place for what was measured");
      }
      String before = text.substring(0, begin + first.length());
      Files.writeString(document, before + "\n" + tables + "\n" + text.substring(end));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
