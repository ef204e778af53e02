package io.cistern.cli.demo;

import io.cistern.cli.text.Column;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Elapsed;
import io.cistern.cli.text.Listing;
import io.cistern.cli.text.OutputFormat;
import io.cistern.cli.text.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of the tour: one for each claim when it has been checked, and all of them at the end.
 */
final class TourReport {
  private final Console console;
  private final List<Line> lines = new ArrayList<>();

  TourReport(Console console) {
    this.console = console;
  }

  /** A step: does its work and says what that proved. */
  interface Step {
    String run();
  }

  void step(String name, Step step) {
    if (Thread.currentThread().isInterrupted()) {
      throw new DemoFailure("interrupted");
    }
    long start = System.nanoTime();
    try {
      String proved = step.run();
      add(new Line(name, true, proved, Duration.ofNanos(System.nanoTime() - start)));
    } catch (RuntimeException wrong) {
      String message =
          wrong instanceof DemoFailure ? String.valueOf(wrong.getMessage()) : wrong.toString();
      add(new Line(name, false, message, Duration.ofNanos(System.nanoTime() - start)));
      throw wrong;
    }
  }

  /** A check that fails the tour but does not end it. */
  void check(String name, boolean holds, String text) {
    add(new Line(name, holds, text, Duration.ZERO));
  }

  private void add(Line line) {
    lines.add(line);
    console.print(
        "%s %-9s %s%s"
            .formatted(
                console.styled(line.good() ? Style.GOOD : Style.BAD, line.good() ? "✓" : "✗"),
                line.name(),
                line.proved(),
                line.took().isZero()
                    ? ""
                    : console.styled(Style.DIM, "  " + Elapsed.text(line.took()))));
  }

  boolean isGood() {
    return lines.stream().allMatch(Line::good);
  }

  void summary(Duration took) {
    console.print("");
    new Listing<>(
            List.of(
                Column.<Line>of("STEP", "step", Line::name),
                Column.of(
                    "RESULT",
                    "result",
                    line ->
                        console.styled(
                            line.good() ? Style.GOOD : Style.BAD, line.good() ? "ok" : "FAILED")),
                new Column<>(
                    "TIME",
                    "millis",
                    line -> line.took().isZero() ? "-" : Elapsed.text(line.took()),
                    line -> line.took().toMillis(),
                    true)),
            lines)
        .print(console, OutputFormat.TABLE);
    long good = lines.stream().filter(Line::good).count();
    String verdict = "%d of %d ok".formatted(good, lines.size());
    console.print(
        console.styled(isGood() ? Style.GOOD : Style.BAD, verdict) + ", " + Elapsed.text(took));
  }

  private record Line(String name, boolean good, String proved, Duration took) {}
}
