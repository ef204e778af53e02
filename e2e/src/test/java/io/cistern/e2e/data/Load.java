package io.cistern.e2e.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;

/**
 * A writer that appends numbered, checksummed records to a region until it is closed or the region
 * is full. It syncs now and then only: a cut must hold every record whose write returned before it,
 * synced or not, and no torn one among them.
 */
public final class Load implements AutoCloseable {
  private static final int RECORD = 4096;
  private static final int RECORDS_PER_SYNC = 32;

  private final AtomicLong written = new AtomicLong();
  private final CompletableFuture<Void> end;
  private volatile boolean stopped;

  private Load(Region region) {
    this.end =
        CompletableFuture.runAsync(
            () -> write(region), Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory()));
  }

  public static Load on(Region region) {
    return new Load(region);
  }

  /** How many records have been written so far; each of them whole. */
  public long written() {
    return written.get();
  }

  /** Waits until so many records have been written. */
  public void awaitWritten(long records) {
    while (written() < records) {
      if (end.isDone()) {
        end.join();
        throw new IllegalStateException("the region is full after " + written() + " records");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** How many whole records the region begins with. */
  public static long count(Region region) {
    try (FileChannel channel = FileChannel.open(region.path(), StandardOpenOption.READ)) {
      ByteBuffer found = ByteBuffer.allocate(RECORD);
      long records = 0;
      while (records < region.length() / RECORD) {
        found.clear();
        int read = channel.read(found, region.offset() + records * RECORD);
        if (read < RECORD || !found.flip().equals(record(records))) {
          break;
        }
        records++;
      }
      return records;
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

  private void write(Region region) {
    try (FileChannel channel =
        FileChannel.open(region.path(), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      for (long number = 0; !stopped && number < region.length() / RECORD; number++) {
        Region.writeFully(channel, record(number), region.offset() + number * RECORD);
        written.incrementAndGet();
        if (number % RECORDS_PER_SYNC == RECORDS_PER_SYNC - 1) {
          channel.force(false);
        }
        LockSupport.parkNanos(1_000_000);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer record(long number) {
    ByteBuffer bytes = ByteBuffer.allocate(RECORD);
    for (int i = 0; i < RECORD / Long.BYTES - 1; i++) {
      bytes.putLong(number * 0x9E3779B97F4A7C15L + i);
    }
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.array(), 0, RECORD - Long.BYTES);
    return bytes.putLong(checksum.getValue()).flip();
  }
}
