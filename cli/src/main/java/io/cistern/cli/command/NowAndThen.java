package io.cistern.cli.command;

import io.cistern.cli.text.Console;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Tells a growing number every few seconds; nothing about what is done sooner. */
final class NowAndThen implements LongConsumer {
  private static final long PAUSE = Duration.ofSeconds(2).toNanos();

  private final Console console;
  private final String form;
  private long told = System.nanoTime();

  /**
   * @param form of the line, with one {@code %,d}
   */
  NowAndThen(Console console, String form) {
    this.console = console;
    this.form = form;
  }

  @Override
  public void accept(long number) {
    long now = System.nanoTime();
    if (now - told >= PAUSE) {
      told = now;
      console.progress(String.format(Locale.ROOT, form, number));
    }
  }
}
