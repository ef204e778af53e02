package io.cistern.linux.recorded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recorded disk was asked to write, entry by entry.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.1/drivers/md/dm-log-writes.c">dm-log-writes.c</a>
 */
public final class WriteLog implements AutoCloseable {
  private static final long MAGIC = 0x6a736677736872L;
  private static final long DISCARD = 4;
  private static final long MARK = 8;
  private static final int HEADER = 32;

  private final FileChannel log;
  private final int sectorSize;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * An entry.
   *
   * @param position of the written bytes in the log
   * @param offset of the first byte on the disk
   * @param length bytes
   * @param mark the text of a mark; empty for what was written
   */
  private record Entry(long position, long offset, long length, boolean discard, String mark) {}

  /** Reads the record of a disk that is closed. */
  public WriteLog(Path file) throws IOException {
    log = FileChannel.open(file, StandardOpenOption.READ);
    ByteBuffer head = read(0, HEADER);
    if (head.getLong() != MAGIC) {
      throw new IOException(file + " is no log of writes");
    }
    head.getLong();
    long count = head.getLong();
    sectorSize = head.getInt();
    long position = sectorSize;
    for (long i = 0; i < count; i++) {
      ByteBuffer entry = read(position, sectorSize);
      long offset = entry.getLong() * sectorSize;
      long length = entry.getLong() * sectorSize;
      long flags = entry.getLong();
      byte[] mark = new byte[(flags & MARK) != 0 ? (int) entry.getLong() : 0];
      entry.position(HEADER).get(mark);
      boolean discard = (flags & DISCARD) != 0;
      position += sectorSize;
      entries.add(
          new Entry(position, offset, length, discard, new String(mark, StandardCharsets.UTF_8)));
      position += discard || mark.length > 0 ? 0 : length;
    }
  }

  /** How many writes, discards and marks there are. */
  public int size() {
    return entries.size();
  }

  /** The text of the mark at {@code index}; empty if there is none. */
  public String mark(int index) {
    return entries.get(index).mark().replace("\0", "").strip();
  }

  /** Does again to {@code disk} what the entries from {@code from} to before {@code to} did. */
  public void replay(Path disk, int from, int to) throws IOException {
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      for (Entry entry : entries.subList(from, to)) {
        if (entry.discard()) {
          discard(disk, entry);
        } else if (entry.mark().isEmpty()) {
          ByteBuffer bytes = read(entry.position(), Math.toIntExact(entry.length()));
          for (long offset = entry.offset(); bytes.hasRemaining(); ) {
            offset += channel.write(bytes, offset);
          }
        }
      }
    }
  }

  private static void discard(Path disk, Entry entry) throws IOException {
    String offset = Long.toString(entry.offset());
    String length = Long.toString(entry.length());
    RecordedDisk.run("fallocate", "--punch-hole", "-o", offset, "-l", length, disk.toString());
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (log.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("the log of writes ends at " + (position + bytes.position()));
      }
    }
    return bytes.flip();
  }
}
