package io.cistern.pool.lvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one number after the other: each to the first of its places, then, when it is durable
 * there, to the second, and so on. At any one moment no place has a later number than the one
 * before it, nor one that is more than one behind the first.
 */
final class OrderedWriter implements AutoCloseable {
  private static final int BLOCK = 4096;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final List<FileChannel> places = new ArrayList<>();
  private final Thread thread = Thread.ofPlatform().name("ordered-writer").unstarted(this::run);
  private volatile long written;
  private volatile boolean stop;
  private volatile boolean failed;

  private OrderedWriter() {}

  static OrderedWriter start(List<Path> places) throws IOException {
    OrderedWriter writer = new OrderedWriter();
    for (Path place : places) {
      writer.places.add(
          FileChannel.open(place, StandardOpenOption.WRITE, StandardOpenOption.CREATE));
    }
    writer.thread.start();
    writer.awaitMore(PATIENCE);
    return writer;
  }

  private void run() {
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    try {
      for (long number = 1; !stop; number++) {
        for (FileChannel place : places) {
          place.write(block.clear().putLong(0, number), 0);
          place.force(false);
        }
        written = number;
      }
    } catch (IOException e) {
      failed = true;
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until it has written a number that it begins now, or later, everywhere.
   *
   * @return how long that took
   */
  Duration awaitMore(Duration most) {
    long start = System.nanoTime();
    long begun = written + 1;
    while (written <= begun) {
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (failed || waited.compareTo(most) > 0) {
        throw new AssertionError("nothing was written for " + waited);
      }
      pause();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends, unless what is written to is held for ever: then it is left behind, and that is said. */
  @Override
  public void close() throws IOException {
    stop = true;
    try {
      if (!thread.join(PATIENCE)) {
        throw new AssertionError("a write is still held after " + PATIENCE);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    for (FileChannel place : places) {
      place.close();
    }
  }
}
