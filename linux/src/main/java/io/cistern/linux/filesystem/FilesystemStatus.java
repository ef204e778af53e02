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
  private static final int TYPE = 0;
  private static final int BLOCK_SIZE = 8;
  private static final int BLOCKS = 16;
  private static final int BLOCKS_FREE = 24;
  private static final int BLOCKS_AVAILABLE = 32;
  private static final int FILES = 40;
  private static final int FILES_FREE = 48;
  private static final int FSID = 56;
  private static final int FRAGMENT_SIZE = 72;
  private static final int FLAGS = 80;
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
    long blockSize = status.getLong(BLOCK_SIZE);
    // counts are in fragments, which are blocks on every filesystem but a few (statvfs(3))
    long unit = status.getLong(FRAGMENT_SIZE) == 0 ? blockSize : status.getLong(FRAGMENT_SIZE);
    return new FilesystemStatus(
        status.getLong(TYPE),
        blockSize,
        status.getLong(BLOCKS) * unit,
        status.getLong(BLOCKS_FREE) * unit,
        status.getLong(BLOCKS_AVAILABLE) * unit,
        status.getLong(FILES),
        status.getLong(FILES_FREE),
        (status.getLong(FLAGS) & ST_RDONLY) != 0,
        status.getLong(FSID));
  }
}
