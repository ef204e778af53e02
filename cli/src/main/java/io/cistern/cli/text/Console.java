package io.cistern.cli.text;

import java.io.PrintStream;
import java.util.function.UnaryOperator;

/**
 * Where a command writes: results to one stream, progress and errors to another. Colours only for a
 * terminal, and never where {@code NO_COLOR} is set.
 *
 * @param out results
 * @param err progress, errors and remedies
 * @param colours whether to colour
 * @see <a href="https://no-color.org">NO_COLOR</a>
 */
public record Console(PrintStream out, PrintStream err, boolean colours) {

  /** The process's own streams; the launcher says whether they are a terminal. */
  public static Console ofProcess() {
    return new Console(
        System.out, System.err, colours(Boolean.getBoolean("cistern.terminal"), System::getenv));
  }

  static boolean colours(boolean terminal, UnaryOperator<String> environment) {
    String refused = environment.apply("NO_COLOR");
    return terminal
        && (refused == null || refused.isEmpty())
        && !"dumb".equals(environment.apply("TERM"));
  }

  /** The text in a style, or as it is. */
  public String styled(Style style, String text) {
    return colours && !text.isEmpty() ? style.around(text) : text;
  }

  /** A line of the result. */
  public void print(String line) {
    out.println(line);
  }

  /** A line about how it goes. */
  public void progress(String line) {
    err.println(line);
  }
}
