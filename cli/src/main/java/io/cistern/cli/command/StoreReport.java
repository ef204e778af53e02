package io.cistern.cli.command;

import io.cistern.cli.bucket.StoreVerification;
import io.cistern.cli.bucket.StoreVerification.Finding;
import io.cistern.cli.text.Column;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Json;
import io.cistern.cli.text.Listing;
import io.cistern.cli.text.OutputFormat;
import io.cistern.cli.text.Style;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the verification of a store is shown. */
record StoreReport(Console console, OutputFormat format) {

  /**
   * Runs it and prints what it finds: lines as they come, or one JSON object at the end.
   *
   * @return whether the store is as it should be
   */
  boolean print(StoreVerification verification) {
    return switch (format) {
      case TABLE -> table(verification);
      case JSON -> json(verification);
    };
  }

  private boolean table(StoreVerification verification) {
    long[] found = new long[2];
    boolean clean =
        verification.run(
            finding -> {
              found[finding.losesData() ? 0 : 1]++;
              console.print(line(finding));
            });
    console.print(
        verification.directory()
            + ": "
            + (clean ? "clean" : "%d errors, %d warnings".formatted(found[0], found[1])));
    return clean;
  }

  private String line(Finding finding) {
    Style style = finding.losesData() ? Style.BAD : Style.WARN;
    String word = finding.losesData() ? "error" : "warning";
    return console.styled(style, "%-9s".formatted(word))
        + " "
        + finding.kind()
        + ": "
        + finding.what();
  }

  private boolean json(StoreVerification verification) {
    List<Finding> findings = new ArrayList<>();
    boolean clean = verification.run(findings::add);
    Path directory = verification.directory();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("clean", clean);
    all.put("directory", directory.toString());
    all.put("findings", new Listing<>(columns(), findings).json());
    console.print(Json.text(all));
    return clean;
  }

  private static List<Column<Finding>> columns() {
    return List.of(
        Column.of("KIND", "kind", Finding::kind),
        Column.of("WHAT", "what", Finding::what),
        new Column<>(
            "LOSES DATA",
            "losesData",
            found -> String.valueOf(found.losesData()),
            Finding::losesData,
            false));
  }
}
