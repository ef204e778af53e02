package io.cistern.linux;

/**
 * How a file is opened. {@code O_CLOEXEC} is always set. Without a write flag a file is opened for
 * reading.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/open.2.html">open(2)</a>
 */
public enum OpenFlag {
  /** O_RDONLY, the default. */
  READ_ONLY(0),
  /** O_WRONLY. */
  WRITE_ONLY(1),
  /** O_RDWR. */
  READ_WRITE(2),
  /** O_CREAT, with mode 0600. */
  CREATE(0x40),
  /**
   * O_EXCL: with {@link #CREATE}, the file must not exist; on a block device, nobody else claims
   * it.
   */
  EXCLUSIVE(0x80),
  /** O_TRUNC. */
  TRUNCATE(0x200),
  /** O_NONBLOCK. */
  NON_BLOCKING(0x800),
  /** O_DSYNC. */
  DATA_SYNC(0x1000),
  /** O_SYNC. */
  SYNC(0x101000),
  /** O_PATH: a place, not the contents. */
  PATH(0x200000),
  /** O_DIRECT. */
  DIRECT(Architecture.current().openDirect()),
  /** O_DIRECTORY: fail with ENOTDIR on anything else. */
  DIRECTORY(Architecture.current().openDirectory()),
  /** O_TMPFILE: a file without a name in the directory, gone when closed. */
  TEMPORARY(0x400000 | Architecture.current().openDirectory()),
  /** O_NOFOLLOW: fail with ELOOP if the last part of the path is a symbolic link. */
  NO_FOLLOW(Architecture.current().openNoFollow());

  private final int bits;

  OpenFlag(int bits) {
    this.bits = bits;
  }

  /** The flag of open(2) on this architecture. */
  public int bits() {
    return bits;
  }
}
