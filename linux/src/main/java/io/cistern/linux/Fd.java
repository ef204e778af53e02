package io.cistern.linux;

import io.cistern.linux.libc.Libc;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file descriptor. It may be shared between threads; the one that closes it must know that
 * the others are done, since the kernel reuses numbers.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/open.2.html">open(2)</a>
 */
public final class Fd implements AutoCloseable {

  private static final int O_CLOEXEC = 0x80000;
  private static final int CLOSED = -1;

  private final AtomicInteger number;
  private final Path path;

  private Fd(int number, Path path) {
    this.number = new AtomicInteger(number);
    this.path = path;
  }

  /** Opens a file; a file created has mode 0600. */
  public static Fd open(Path path, OpenFlag... flags) {
    int bits = O_CLOEXEC;
    for (OpenFlag flag : flags) {
      bits |= flag.bits();
    }
    int all = bits;
    byte[] bytes = PathBytes.of(path);
    return new Fd((int) Syscall.call("open", path, () -> Libc.open(bytes, all, 0600)), path);
  }

  /** Opens a directory for fsync and ioctls. ENOTDIR if it is something else. */
  public static Fd openDirectory(Path path) {
    return open(path, OpenFlag.READ_ONLY, OpenFlag.DIRECTORY);
  }

  /** Takes over a descriptor that another call returned. */
  public static Fd adopt(long number, Path path) {
    return new Fd(Math.toIntExact(number), path);
  }

  /**
   * The kernel's number.
   *
   * @throws IllegalStateException if it is closed
   */
  public int number() {
    int open = number.get();
    if (open == CLOSED) {
      throw new IllegalStateException("closed: " + path);
    }
    return open;
  }

  /** What was opened, for messages. */
  public Path path() {
    return path;
  }

  /**
   * Reads from an offset in bytes, without moving the file's position.
   *
   * @return how many bytes were read, fewer than asked at the end of the file
   */
  public int read(byte[] buffer, long offset) {
    int open = number();
    return (int) Syscall.call("pread", path, () -> Libc.pread(open, buffer, buffer.length, offset));
  }

  /**
   * Writes at an offset in bytes, without moving the file's position.
   *
   * @return how many bytes were written, which may be fewer than given
   */
  public int write(byte[] buffer, long offset) {
    int open = number();
    return (int)
        Syscall.call("pwrite", path, () -> Libc.pwrite(open, buffer, buffer.length, offset));
  }

  /**
   * Returns when the data and metadata of the file, or the entries of the directory, are durable.
   */
  public void fsync() {
    int open = number();
    Syscall.call("fsync", path, () -> Libc.fsync(open));
  }

  /** Returns when the data, and the metadata needed to read it, are durable. */
  public void fdatasync() {
    int open = number();
    Syscall.call("fdatasync", path, () -> Libc.fdatasync(open));
  }

  /** Returns when everything written to the filesystem this file is on is durable. */
  public void syncFilesystem() {
    int open = number();
    Syscall.call("syncfs", path, () -> Libc.syncfs(open));
  }

  /** The status of the open file itself, whatever its path leads to now. */
  public FileStatus fstat() {
    return FileStatus.of(this);
  }

  /**
   * Closes it; again is nothing. Errors of earlier writes show at fsync, so none is thrown here.
   */
  @Override
  public void close() {
    int open = number.getAndSet(CLOSED);
    if (open != CLOSED) {
      // never again on EINTR: Linux has released the number by then
      Libc.close(open);
    }
  }
}
