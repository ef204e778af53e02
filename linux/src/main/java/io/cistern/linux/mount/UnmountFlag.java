package io.cistern.linux.mount;

/**
 * How to unmount.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/umount.2.html">umount2(2)</a>
 */
public enum UnmountFlag {
  /** MNT_FORCE: abort requests; for network filesystems. */
  FORCE(1),
  /** MNT_DETACH: gone from the tree now, from the kernel when no longer used. */
  DETACH(2),
  /** MNT_EXPIRE: mark as expired; EAGAIN the first time. */
  EXPIRE(4),
  /** UMOUNT_NOFOLLOW: do not follow a symbolic link at the end of the path. */
  NO_FOLLOW(8);

  private final int bit;

  UnmountFlag(int bit) {
    this.bit = bit;
  }

  int bit() {
    return bit;
  }
}
