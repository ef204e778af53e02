package io.cistern.linux.mount;

import java.util.Collection;

/**
 * The generic flags of a mount. Those that are {@link #perMount()} may differ between two mounts of
 * one filesystem; the others belong to the filesystem.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/mount.2.html">mount(2)</a>
 */
public enum MountFlag {
  /** MS_RDONLY. */
  READ_ONLY(1, 0x1, true),
  /** MS_NOSUID. */
  NO_SUID(2, 0x2, true),
  /** MS_NODEV. */
  NO_DEV(4, 0x4, true),
  /** MS_NOEXEC. */
  NO_EXEC(8, 0x8, true),
  /** MS_SYNCHRONOUS. */
  SYNCHRONOUS(16, 0, false),
  /** MS_DIRSYNC. */
  DIRECTORY_SYNC(128, 0, false),
  /** MS_NOSYMFOLLOW. */
  NO_SYMLINK_FOLLOW(256, 0x200000, true),
  /** MS_NOATIME. */
  NO_ACCESS_TIME(1024, 0x10, true),
  /** MS_NODIRATIME. */
  NO_DIRECTORY_ACCESS_TIME(2048, 0x80, true),
  /** MS_SILENT. */
  SILENT(1 << 15, 0, false),
  /** MS_RELATIME, what the kernel does when nothing is said. */
  RELATIVE_ACCESS_TIME(1 << 21, 0, true),
  /** MS_STRICTATIME. */
  STRICT_ACCESS_TIME(1 << 24, 0x20, true),
  /** MS_LAZYTIME. */
  LAZY_TIME(1 << 25, 0, false);

  private final long bit;
  private final long attribute;
  private final boolean perMount;

  MountFlag(long bit, long attribute, boolean perMount) {
    this.bit = bit;
    this.attribute = attribute;
    this.perMount = perMount;
  }

  /** Whether a bind mount can have it for itself. */
  public boolean perMount() {
    return perMount;
  }

  /** The MS_ bits of mount(2). */
  static long bits(Collection<MountFlag> flags) {
    return flags.stream().mapToLong(flag -> flag.bit).reduce(0, (a, b) -> a | b);
  }

  /** The MOUNT_ATTR_ bits of mount_setattr(2). */
  static long attributes(Collection<MountFlag> flags) {
    return flags.stream().mapToLong(flag -> flag.attribute).reduce(0, (a, b) -> a | b);
  }
}
