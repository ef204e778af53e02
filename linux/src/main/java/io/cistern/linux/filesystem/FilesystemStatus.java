package io.cistern.linux.filesystem;

import io.cistern.linux.Fd;
import io.cistern.linux.PathBytes;
import io.cistern.linux.Syscall;
import io.cistern.linux.libc.Libc;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The status of the filesystem a path is on.
 *
 * @param type the magic number, such as {@link #EXT4}
 * @param blockSize in bytes
 * @param totalBytes its size, without what metadata takes
 * @param freeBytes free for root
 * @param availableBytes free for everyone
 * @param inodesTotal 0 where inodes are not counted (btrfs)
 * @param inodesFree 0 where inodes are not counted
 * @param readOnly whether this mount or the filesystem is read-only; a filesystem that gave up
 *     after an error is
 * @param fsid an identity, different for every mounted filesystem
 * @see <a href="https://man7.org/linux/man-pages/man2/statfs.2.html">statfs(2)</a>
 */
public record FilesystemStatus(
    long type,
    long blockSize,
    long totalBytes,
    long freeBytes,
    long availableBytes,
    long inodesTotal,
    long inodesFree,
    boolean readOnly,
    long fsid) {

  /** The magic number of ext2, ext3 and ext4. */
  public static final long EXT4 = 0xef53L;

  /** The magic number of XFS. */
  public static final long XFS = 0x58465342L;

  /** The magic number of btrfs. */
  public static final long BTRFS = 0x9123683eL;

  private static final int SIZE = 120;
  private static final long ST_RDONLY = 1;

  /** The filesystem of a path, through symbolic links. */
  public static FilesystemStatus of(Path path) {
    ByteBuffer status = Syscall.structure(SIZE);
    byte[] bytes = status.array();
    byte[] name = PathBytes.of(path);
    Syscall.call("statfs", path, () -> Libc.statfs(name, bytes));
    return read(status);
  }

  /** The filesystem of an open file. */
  public static FilesystemStatus of(Fd file) {
    ByteBuffer status = Syscall.structure(SIZE);
    byte[] bytes = status.array();
    int number = file.number();
    Syscall.call("fstatfs", file.path(), () -> Libc.fstatfs(number, bytes));
    return read(status);
  }

  private static FilesystemStatus read(ByteBuffer status) {
    long blockSize = status.getLong(8);
    // counts are in fragments, which are blocks on every filesystem but a few (statvfs(3))
    long unit = status.getLong(72) == 0 ? blockSize : status.getLong(72);
    return new FilesystemStatus(
        status.getLong(0),
        blockSize,
        status.getLong(16) * unit,
        status.getLong(24) * unit,
        status.getLong(32) * unit,
        status.getLong(40),
        status.getLong(48),
        (status.getLong(80) & ST_RDONLY) != 0,
        status.getLong(56));
  }
}
