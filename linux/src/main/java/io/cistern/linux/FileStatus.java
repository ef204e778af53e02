package io.cistern.linux;

import io.cistern.linux.libc.Libc;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What the kernel says of a file. Device and inode together are its identity.
 *
 * @param device the filesystem it is on
 * @param inode its number there
 * @param mode type and permissions, as {@code st_mode}
 * @param links how many names it has
 * @param uid its owner
 * @param gid its group
 * @param size in bytes
 * @param blocks512 space allocated, in units of 512 bytes
 * @param rdev which device it is, when it is a device node
 * @param modified when its data last changed
 * @param mountId the mount through which it was reached, as in mountinfo; 0 before Linux 5.8
 * @param mountRoot whether it is the root of a mount; false before Linux 5.8
 * @see <a href="https://man7.org/linux/man-pages/man2/statx.2.html">statx(2)</a>
 */
public record FileStatus(
    DeviceNumber device,
    long inode,
    int mode,
    long links,
    int uid,
    int gid,
    long size,
    long blocks512,
    DeviceNumber rdev,
    Instant modified,
    long mountId,
    boolean mountRoot) {

  private static final int SIZE = 256;
  private static final int MASK = 0;
  private static final int ATTRIBUTES = 8;
  private static final int LINKS = 16;
  private static final int UID = 20;
  private static final int GID = 24;
  private static final int MODE = 28;
  private static final int INODE = 32;
  private static final int BYTES = 40;
  private static final int BLOCKS = 48;
  private static final int MODIFIED_SECONDS = 112;
  private static final int MODIFIED_NANOS = 120;
  private static final int RDEV_MAJOR = 128;
  private static final int RDEV_MINOR = 132;
  private static final int DEV_MAJOR = 136;
  private static final int DEV_MINOR = 140;
  private static final int MOUNT_ID = 144;

  private static final long AT_SYMLINK_NOFOLLOW = 0x100;
  private static final long STATX_BASIC_STATS = 0x7ff;
  private static final long STATX_MNT_ID = 0x1000;
  private static final long STATX_ATTR_MOUNT_ROOT = 0x2000;

  private static final int TYPE = 0170000;
  private static final int SYMLINK = 0120000;
  private static final int REGULAR = 0100000;
  private static final int BLOCK = 0060000;
  private static final int DIRECTORY = 0040000;

  /** The status of the file a path leads to, through symbolic links. */
  public static FileStatus of(Path path) {
    return read(path, Syscall.AT_FDCWD, PathBytes.of(path), 0);
  }

  /** The status of what a path names, itself if it is a symbolic link. */
  public static FileStatus ofLink(Path path) {
    return read(path, Syscall.AT_FDCWD, PathBytes.of(path), AT_SYMLINK_NOFOLLOW);
  }

  static FileStatus of(Fd fd) {
    return read(fd.path(), fd.number(), new byte[1], Syscall.AT_EMPTY_PATH);
  }

  /** Whether it is a regular file. */
  public boolean isRegularFile() {
    return (mode & TYPE) == REGULAR;
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return (mode & TYPE) == DIRECTORY;
  }

  /** Whether it is a block device. */
  public boolean isBlockDevice() {
    return (mode & TYPE) == BLOCK;
  }

  /** Whether it is a symbolic link. */
  public boolean isSymbolicLink() {
    return (mode & TYPE) == SYMLINK;
  }

  private static FileStatus read(Path path, long directory, byte[] name, long flags) {
    ByteBuffer status = Syscall.structure(SIZE);
    byte[] bytes = status.array();
    Syscall.call(
        "statx",
        path,
        () ->
            Libc.syscall(
                Architecture.current().statx(),
                directory,
                name,
                flags,
                STATX_BASIC_STATS | STATX_MNT_ID,
                bytes));
    boolean hasMountId = (status.getInt(MASK) & STATX_MNT_ID) != 0;
    return new FileStatus(
        new DeviceNumber(status.getInt(DEV_MAJOR), status.getInt(DEV_MINOR)),
        status.getLong(INODE),
        Short.toUnsignedInt(status.getShort(MODE)),
        Integer.toUnsignedLong(status.getInt(LINKS)),
        status.getInt(UID),
        status.getInt(GID),
        status.getLong(BYTES),
        status.getLong(BLOCKS),
        new DeviceNumber(status.getInt(RDEV_MAJOR), status.getInt(RDEV_MINOR)),
        Instant.ofEpochSecond(
            status.getLong(MODIFIED_SECONDS),
            Integer.toUnsignedLong(status.getInt(MODIFIED_NANOS))),
        hasMountId ? status.getLong(MOUNT_ID) : 0,
        (status.getLong(ATTRIBUTES) & STATX_ATTR_MOUNT_ROOT) != 0);
  }
}
