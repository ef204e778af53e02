package io.cistern.s3.store.extent;

import io.cistern.s3.store.StoreOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Writes one extent file from its first byte to its trailer. Used by one thread at a time. */
public final class ExtentWriter implements AutoCloseable {
  // what the kernel may hold back of one file, so that the last sync is short whatever the size
  private static final long SYNC_EVERY = 64L << 20;

  // files that grow beyond it are written while they grow, and leave the page cache
  private static final long RELEASE_EVERY = 4L << 20;

  // how far back pages are looked for that were not yet written when they were to be released
  private static final long RELEASED_AGAIN = 32L << 20;

  private final long extent;
  private final Path directory;
  private final Path file;
  private final byte[] label;
  private final BlockBuffers buffers;
  private final FileChannel channel;
  private final ByteBuffer block;
  private final CRC32C crc = new CRC32C();
  private int[] checksums = new int[8];
  private int blocks;
  private long flushed;
  private long released;
  private long synced;
  private State state = State.OPEN;

  private enum State {
    OPEN,
    FINISHED,
    CLOSED
  }

  ExtentWriter(long extent, Path directory, Path file, byte[] label, BlockBuffers buffers)
      throws IOException {
    this.extent = extent;
    this.directory = directory;
    this.file = file;
    this.label = label.clone();
    this.buffers = buffers;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.block = buffers.take();
  }

  public long extent() {
    return extent;
  }

  /** Bytes of data so far. */
  public long length() {
    return flushed + block.position();
  }

  /**
   * Appends all that remains in {@code bytes}.
   *
   * @param durable whether the data shall reach the disk on its way, not at the end alone
   */
  public void write(ByteBuffer bytes, boolean durable) throws IOException {
    if (durable && flushed - synced >= SYNC_EVERY) {
      sync();
    }
    while (bytes.hasRemaining()) {
      int take = Math.min(block.remaining(), bytes.remaining());
      block.put(block.position(), bytes, bytes.position(), take);
      block.position(block.position() + take);
      bytes.position(bytes.position() + take);
      if (!block.hasRemaining()) {
        flush();
      }
    }
    if (durable && flushed - released >= RELEASE_EVERY) {
      release(Math.max(synced, released - RELEASED_AGAIN));
    }
  }

  /**
   * Writes the trailer.
   *
   * @param durable whether data, metadata and directory entry shall be on the disk on return
   */
  public void finish(boolean durable) throws IOException {
    long length = length();
    if (block.position() > 0) {
      flush();
    }
    int[] sums = Arrays.copyOf(checksums, blocks);
    ByteBuffer trailer =
        new ExtentTrailer(extent, length, sums, label).encode(StoreOptions.BLOCK_BYTES);
    writeFully(trailer);
    if (durable) {
      sync();
      ExtentFiles.syncDirectory(directory);
    }
    state = State.FINISHED;
    end();
  }

  private void flush() throws IOException {
    block.flip();
    crc.reset();
    crc.update(block.duplicate());
    if (blocks == checksums.length) {
      checksums = Arrays.copyOf(checksums, blocks * 2);
    }
    checksums[blocks++] = (int) crc.getValue();
    flushed += block.remaining();
    writeFully(block);
    block.clear();
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void sync() throws IOException {
    channel.force(false);
    if (released > 0) {
      release(synced);
    }
    synced = flushed;
  }

  private void release(long from) {
    PageCache.release(file, from, flushed - from);
    released = flushed;
  }

  private void end() throws IOException {
    buffers.give(block);
    channel.close();
  }

  /** Unlinks the file, unless it was finished. */
  @Override
  public void close() throws IOException {
    if (state == State.OPEN) {
      state = State.CLOSED;
      end();
      Files.deleteIfExists(file);
    }
  }
}
