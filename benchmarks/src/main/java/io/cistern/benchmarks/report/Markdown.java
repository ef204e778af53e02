package io.cistern.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** A page that is written from its first line to its last. */
public final class Markdown {
  private final StringBuilder text = new StringBuilder();

  public void heading(String words) {
    line("");
    line("### %s", words);
    line("");
  }

  /** A line as {@link String#format} makes it; without values it stands as it is. */
  public void line(String format, Object... values) {
    text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
        .append('\n');
  }

  /** Each promise beside what was measured. */
  public void bars(List<Bar> bars) {
    heading("Bars");
    line("| promise | limit | measured | |");
    line("|---|---|---|---|");
    for (Bar bar : bars) {
      line(
          "| %s | %s %s | %s | %s |",
          bar.promise(),
          bar.atMost() ? "at most" : "at least",
          number(bar.limit()),
          number(bar.measured()),
          bar.verdict());
    }
  }

  /** Three digits of a number; a dash for none. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
