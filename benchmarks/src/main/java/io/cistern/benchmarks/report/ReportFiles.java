package io.cistern.benchmarks.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what was measured for machines and for people. */
public final class ReportFiles {
  private static final String BEGIN = "<!-- measured by make bench-csi: begin -->\n";
  private static final String END = "<!-- measured by make bench-csi: end -->\n";

  private ReportFiles() {}

  /** Writes {@code csi.json} and {@code csi.md} into the directory. */
  public static void write(Results results, Path directory) {
    try {
      Files.createDirectories(directory);
      new JsonMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(directory.resolve("csi.json").toFile(), results);
      Files.writeString(directory.resolve("csi.md"), MarkdownReport.of(results));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the tables into a document, in the place of the ones between its two marks. */
  public static void publish(Results results, Path document) {
    try {
      String text = Files.readString(document);
      int begin = text.indexOf(BEGIN);
      int end = text.indexOf(END);
      if (begin < 0 || end < begin) {
        throw new IllegalStateException(document + " has no place for what was measured");
      }
      String before = text.substring(0, begin + BEGIN.length());
      Files.writeString(
          document, before + "\n" + MarkdownReport.of(results) + "\n" + text.substring(end));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
