package io.cistern.s3.store.rocks;

import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.extent.ExtentFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads every body again and again, slowly, while the store works. What is damaged is reported, and
 * stays: a read of it fails by itself. A file that no metadata knows in two rounds is moved to
 * {@code quarantine/}, never deleted.
 */
final class Scrubber implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Scrubber.class.getName());
  private static final Duration FIRST_AFTER = Duration.ofHours(1);
  private static final Duration EVERY = Duration.ofDays(1);

  private final ExtentFiles files;
  private final Sequences sequences;
  private final FileCheck check;
  private final long bytesPerSecond;
  private final AtomicLong damaged = new AtomicLong();
  private final Thread thread;
  private long damagedThisRound;
  private Set<Long> unknownBefore = new HashSet<>();

  /**
   * @param bytesPerSecond how fast bodies are read; 0 for never
   */
  Scrubber(Database database, Sequences sequences, ExtentFiles files, long bytesPerSecond) {
    this.files = files;
    this.sequences = sequences;
    this.check = new FileCheck(files, database, this::report);
    this.bytesPerSecond = bytesPerSecond;
    this.thread = Thread.ofVirtual().name("store-scrubber").unstarted(this::run);
  }

  void start() {
    if (bytesPerSecond > 0) {
      thread.start();
    }
  }

  /** Damaged and missing bodies the last round found. */
  long damaged() {
    return damaged.get();
  }

  private void run() {
    try {
      Thread.sleep(FIRST_AFTER);
      while (!Thread.currentThread().isInterrupted()) {
        round();
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (IOException | StoreError failure) {
      LOG.log(Logger.Level.ERROR, "the scrub stopped; the next start begins it again", failure);
    }
  }

  /** Reads everything once. */
  void round() throws IOException, InterruptedException {
    damagedThisRound = 0;
    check.checkKnown(true, this::pace);
    if (Thread.interrupted()) {
      throw new InterruptedException("closing");
    }
    damaged.set(damagedThisRound);
    Set<Long> unknown = new HashSet<>();
    check.findUnknown(sequences.leastOpen(), unknown::add);
    for (long extent : unknown) {
      if (unknownBefore.contains(extent)) {
        LOG.log(
            Logger.Level.WARNING,
            "quarantined a file that nothing refers to extent=%016x".formatted(extent));
        files.quarantine(extent);
      }
    }
    unknownBefore = unknown;
  }

  private void report(Finding finding) {
    damagedThisRound++;
    LOG.log(
        Logger.Level.ERROR,
        "a body is damaged kind=%s %s".formatted(finding.kind(), finding.what()));
  }

  private void pace(long bytes) {
    try {
      Thread.sleep(Duration.ofNanos(bytes * 1_000_000_000L / bytesPerSecond));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      throw new StoreError.Unavailable("closing");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
