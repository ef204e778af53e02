package io.cistern.s3.app;

import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.rocks.StoreCheck;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Verifies a store that no gateway has open: {@code StoreCheckProcess DIRECTORY [--deep]}. Prints a
 * line of JSON for each finding, with {@code kind}, {@code what} and {@code losesData}, or one with
 * {@code error}. Exits with 0 if nothing was found, 1 if something was, 2 if the store cannot be
 * checked, 3 if it is in use. {@code cistern bucket check} runs it.
 */
public final class StoreCheckProcess {
  private static final int CLEAN = 0;
  private static final int FOUND = 1;
  private static final int FAILED = 2;
  private static final int IN_USE = 3;

  private StoreCheckProcess() {}

  /** Runs one check. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out));
  }

  static int run(List<String> arguments, PrintStream out) {
    if (arguments.isEmpty()
        || !List.of("--deep").containsAll(arguments.subList(1, arguments.size()))) {
      return failed(out, "usage: DIRECTORY [--deep]", FAILED);
    }
    int[] found = {0};
    try {
      StoreCheck.run(
          Path.of(arguments.getFirst()),
          arguments.size() > 1,
          finding -> {
            found[0]++;
            print(
                out,
                new JsonLine()
                    .text("kind", finding.kind().name())
                    .text("what", finding.what())
                    .flag("losesData", finding.losesData()));
          });
    } catch (StoreError.Unavailable inUse) {
      return failed(out, String.valueOf(inUse.getMessage()), IN_USE);
    } catch (StoreError failure) {
      String cause = failure.getCause() == null ? "" : ": " + failure.getCause();
      return failed(out, failure.getMessage() + cause, FAILED);
    }
    return found[0] == 0 ? CLEAN : FOUND;
  }

  private static int failed(PrintStream out, String why, int exitCode) {
    print(out, new JsonLine().text("error", why));
    return exitCode;
  }

  private static void print(PrintStream out, JsonLine line) {
    byte[] bytes = line.end().getBytes(StandardCharsets.US_ASCII);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}
