package io.cistern.linux;

import java.util.Locale;

/**
 * What differs between the processors we run on: a few open(2) flags and system call numbers. Ioctl
 * numbers and the structures used here are the same on both (LP64, little-endian, {@code
 * asm-generic/ioctl.h}).
 *
 * @see <a
 *     href="https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/arch/arm64/include/uapi/asm/fcntl.h">arm64
 *     fcntl.h</a>
 */
public enum Architecture {
  /** AMD and Intel, 64 bits. */
  X86_64(0x4000, 0x10000, 0x20000, 316, 332),
  /** ARM, 64 bits. */
  AARCH64(0x10000, 0x4000, 0x8000, 276, 291);

  private static final Architecture CURRENT = parse(System.getProperty("os.arch", ""));

  private final int openDirect;
  private final int openDirectory;
  private final int openNoFollow;
  private final long renameat2;
  private final long statx;

  Architecture(int openDirect, int openDirectory, int openNoFollow, long renameat2, long statx) {
    this.openDirect = openDirect;
    this.openDirectory = openDirectory;
    this.openNoFollow = openNoFollow;
    this.renameat2 = renameat2;
    this.statx = statx;
  }

  /** The one this process runs on. */
  public static Architecture current() {
    return CURRENT;
  }

  /**
   * The architecture of an {@code os.arch} property.
   *
   * @throws UnsupportedOperationException if it is neither x86-64 nor aarch64
   */
  public static Architecture parse(String osArch) {
    return switch (osArch.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64", "x86-64" -> X86_64;
      case "aarch64", "arm64" -> AARCH64;
      default ->
          throw new UnsupportedOperationException(
              "Cistern runs on x86-64 and aarch64, not on os.arch='" + osArch + "'");
    };
  }

  /** O_DIRECT. */
  public int openDirect() {
    return openDirect;
  }

  /** O_DIRECTORY. */
  public int openDirectory() {
    return openDirectory;
  }

  /** O_NOFOLLOW. */
  public int openNoFollow() {
    return openNoFollow;
  }

  /** The number of renameat2(2). */
  public long renameat2() {
    return renameat2;
  }

  /** The number of statx(2). */
  public long statx() {
    return statx;
  }

  /** The number of open_tree(2), the same on every architecture. */
  public long openTree() {
    return 428;
  }

  /** The number of move_mount(2), the same on every architecture. */
  public long moveMount() {
    return 429;
  }

  /** The number of mount_setattr(2), the same on every architecture. */
  public long mountSetattr() {
    return 442;
  }
}
