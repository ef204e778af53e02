package io.cistern.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program to its end. */
public final class Command {
  private Command() {}

  /**
   * What it wrote, both streams together.
   *
   * @throws IllegalStateException if it did not exit with 0
   */
  public static String run(String... words) {
    return run(List.of(words));
  }

  /**
   * What it wrote, both streams together.
   *
   * @throws IllegalStateException if it did not exit with 0
   */
  public static String run(List<String> words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IllegalStateException(words + " exited with " + exit + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + words, e);
    }
  }
}
