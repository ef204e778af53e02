package io.cistern.pool.lvm.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cistern.pool.model.PoolError;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One {@code lvm} that runs a command after another, and says of each how it came out. It is spoken
 * to as LVM's own D-Bus service does: the profile of that has it report to a descriptor of its own,
 * here its standard error.
 *
 * <p>A command is given when the one before it has been reported. So whoever dies here leaves at
 * most one that is run, as with a process for each; the shell ends at the end of its input.
 *
 * <p>For one thread at a time.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/lvm.8.html">lvm(8)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/lvmreport.7.html">lvmreport(7)</a>
 */
final class LvmShell implements AutoCloseable {
  /** Of 64 words it says on the terminal that they are too many, and reports nothing. */
  private static final int MOST_WORDS = 60;

  private static final int MOST_CHARACTERS = 32 << 10;

  /** It knows no escape: what is between two quotes is a word. */
  private static final Pattern QUOTABLE = Pattern.compile("[ -&(-~]*");

  private static final Duration PATIENCE_AT_FIRST = Duration.ofSeconds(10);
  private static final int SUCCESS = 1;
  private static final ObjectReader JSON = new JsonMapper().readerFor(JsonNode.class);

  private final Process process;
  private final Writer input;
  private final BlockingQueue<Optional<Answer>> answers = new LinkedBlockingQueue<>();
  private boolean over;

  /**
   * What it reports of a command.
   *
   * @param status {@link #SUCCESS}, or the exit code that a process would have had
   * @param complaints a line each
   */
  private record Answer(int status, String complaints) {
    /** Empty if it does not say how the command came out. */
    static Optional<Answer> of(JsonNode report) {
      Optional<Integer> status = Optional.empty();
      StringBuilder complaints = new StringBuilder();
      for (JsonNode entry : report.path("log")) {
        switch (entry.path("log_type").asText()) {
          case "status" -> status = Optional.of(entry.path("log_ret_code").asInt());
          case "error", "warn" ->
              complaints.append(entry.path("log_message").asText()).append('\n');
          default -> {
            // What it prints besides is for the one who sits before it.
          }
        }
      }
      return status.map(said -> new Answer(said, complaints.toString()));
    }
  }

  private LvmShell(Process process) {
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.US_ASCII);
    Thread.ofVirtual().start(() -> read(process.getErrorStream()));
  }

  /**
   * Starts one, and sees whether it answers.
   *
   * @throws PoolError.Io if it does not: this LVM has no shell, or none that reports
   */
  static LvmShell start(Lvm lvm) {
    LvmShell shell = new LvmShell(lvm.startShell());
    try {
      shell.ask("version", List.of(), PATIENCE_AT_FIRST);
      return shell;
    } catch (PoolError e) {
      shell.close();
      throw e;
    }
  }

  /** Whether it can be given this command, which is so of all but very long ones. */
  static boolean takes(List<String> words) {
    return words.size() <= MOST_WORDS
        && words.stream().mapToInt(String::length).sum() <= MOST_CHARACTERS
        && words.stream().allMatch(word -> QUOTABLE.matcher(word).matches());
  }

  /**
   * Runs a command to its end.
   *
   * @throws PoolError as {@link LvmErrors} says; whether anything was changed is then unknown
   */
  void run(String command, List<String> arguments) {
    int status = ask(command, arguments, Lvm.LIMIT).status();
    if (status != SUCCESS) {
      throw LvmErrors.of(command, status, ask("lastlog", List.of(), Lvm.LIMIT).complaints());
    }
  }

  /** Whether it is of no use any more. */
  boolean isOver() {
    return over || !process.toHandle().isAlive();
  }

  private Answer ask(String command, List<String> arguments, Duration limit) {
    String line =
        arguments.stream()
            .map(argument -> " '" + argument + "'")
            .collect(Collectors.joining("", command, "\n"));
    try {
      input.write(line);
      input.flush();
    } catch (IOException gone) {
      throw lost("lvm has ended before it was told to " + command, gone);
    }
    Optional<Answer> answer =
        Uninterrupted.poll(answers, limit)
            .orElseThrow(
                () ->
                    lost(
                        "%s was not done after %d s, and goes on"
                            .formatted(command, limit.toSeconds()),
                        new IOException("time limit")));
    return answer.orElseThrow(
        () -> lost("lvm did not say what became of " + command, new IOException("no report")));
  }

  private PoolError.Io lost(String message, IOException because) {
    over = true;
    return new PoolError.Io(message, because);
  }

  private void read(InputStream reports) {
    try (MappingIterator<JsonNode> each = JSON.readValues(reports)) {
      while (each.hasNextValue()) {
        answers.add(Answer.of(each.nextValue()));
      }
    } catch (IOException notAReport) {
      // Then this one does not answer any more.
    } finally {
      answers.add(Optional.empty());
    }
  }

  /** Lets it end, when it has done what it does. */
  @Override
  public void close() {
    over = true;
    try {
      input.close();
    } catch (IOException ended) {
      // Then it has ended already.
    }
  }
}
