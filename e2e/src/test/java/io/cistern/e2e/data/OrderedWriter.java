package io.cistern.e2e.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes a counter to one file, syncs it, then the same to a second file, and again: a dependent
 * write, as a database's log and its pages are. At any one moment the first is ahead by 0 or 1.
 */
public final class OrderedWriter implements AutoCloseable {
  private final AtomicLong count = new AtomicLong();
  private final CompletableFuture<Void> end;
  private volatile boolean stopped;

  private OrderedWriter(Path first, Path second) {
    this.end =
        CompletableFuture.runAsync(
            () -> write(first, second),
            Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory()));
  }

  public static OrderedWriter on(Path first, Path second) {
    return new OrderedWriter(first, second);
  }

  /** The last number that is synced in both files. */
  public long count() {
    return count.get();
  }

  /** Waits until the counter has moved on by so many, a minute at most. */
  public void awaitProgress(long steps) {
    long goal = count() + steps;
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (count() < goal) {
      if (end.isDone()) {
        end.join();
      }
      if (System.nanoTime() > patience) {
        throw new IllegalStateException("no write has ended for a minute");
      }
      LockSupport.parkNanos(200_000);
    }
  }

  /** The number a file holds; 0 for an empty one. */
  public static long read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
      int read = channel.read(bytes, 0);
      return read < Long.BYTES ? 0 : bytes.flip().getLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the writer; throws what it met. */
  @Override
  public void close() {
    stopped = true;
    end.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private void write(Path first, Path second) {
    try (FileChannel a = open(first);
        FileChannel b = open(second)) {
      for (long number = 1; !stopped; number++) {
        put(a, number);
        put(b, number);
        count.set(number);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
  }

  private static void put(FileChannel channel, long number) throws IOException {
    Region.writeFully(channel, ByteBuffer.allocate(Long.BYTES).putLong(number).flip(), 0);
    channel.force(false);
  }
}
