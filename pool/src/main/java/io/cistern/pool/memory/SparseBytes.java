package io.cistern.pool.memory;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;

/**
 * Bytes of a volume: zeros but for the pages that were written. A copy shares pages until one side
 * writes, since a page's array never changes.
 */
final class SparseBytes {
  static final int PAGE = 4096;
  private static final byte[] ZEROS = new byte[PAGE];

  private final TreeMap<Long, byte[]> pages = new TreeMap<>();

  SparseBytes copy() {
    SparseBytes copy = new SparseBytes();
    copy.pages.putAll(pages);
    return copy;
  }

  long allocated() {
    return (long) pages.size() * PAGE;
  }

  /** The numbers of the pages that were written. */
  Set<Long> pages() {
    return pages.keySet();
  }

  /** Whether a page has the same bytes as another's. */
  boolean isSameAs(SparseBytes other, long page) {
    return Arrays.equals(pages.getOrDefault(page, ZEROS), other.pages.getOrDefault(page, ZEROS));
  }

  void write(long offset, byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      long page = (offset + done) / PAGE;
      int within = (int) ((offset + done) % PAGE);
      int length = Math.min(PAGE - within, bytes.length - done);
      byte[] content = pages.getOrDefault(page, ZEROS).clone();
      System.arraycopy(bytes, done, content, within, length);
      pages.put(page, content);
      done += length;
    }
  }

  /** Makes whole pages zeros that take no room. */
  void discard(long offset, long length) {
    pages.subMap(offset / PAGE, (offset + length) / PAGE).clear();
  }

  byte[] read(long offset, int length) {
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      long page = (offset + done) / PAGE;
      int within = (int) ((offset + done) % PAGE);
      int part = Math.min(PAGE - within, length - done);
      System.arraycopy(pages.getOrDefault(page, ZEROS), within, bytes, done, part);
      done += part;
    }
    return bytes;
  }
}
