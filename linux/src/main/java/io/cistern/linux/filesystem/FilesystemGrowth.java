package io.cistern.linux.filesystem;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.Syscall;
import io.cistern.linux.block.BlockDevice;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Grows mounted filesystems. Each ioctl returns when the larger filesystem is in use; the kernel's
 * own journal makes it atomic in a crash. A filesystem mounted read-only gives EROFS.
 *
 * @see <a
 *     href="https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/fs/xfs/libxfs/xfs_fs.h">xfs_fs.h</a>
 * @see <a href="https://docs.kernel.org/filesystems/ext4/index.html">ext4</a>
 * @see <a
 *     href="https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/include/uapi/linux/btrfs.h">btrfs.h</a>
 */
public final class FilesystemGrowth {

  private static final long EXT4_IOC_RESIZE_FS = 0x40086610L;
  private static final long XFS_IOC_FSGROWFSDATA = 0x4010586eL;
  private static final long BTRFS_IOC_RESIZE = 0x50009403L;
  private static final int XFS_SIZE = 16;
  private static final int XFS_BLOCKS = 0;
  private static final int XFS_INODE_PERCENT = 8;
  private static final int BTRFS_SIZE = 4096;
  private static final int BTRFS_NAME = 8;

  private FilesystemGrowth() {}

  /**
   * Grows a filesystem to the size of its device.
   *
   * @param fsType {@code ext4}, {@code xfs} or {@code btrfs} (of one device)
   * @param mountPoint where it is mounted
   * @param device what it is on
   * @return false if it has that size already
   * @throws LinuxException EOPNOTSUPP for another type
   */
  public static boolean grow(String fsType, Path mountPoint, Path device) {
    long size = BlockDevice.size(device);
    try (Fd root = Fd.openDirectory(mountPoint)) {
      return switch (fsType) {
        case "ext4" -> {
          Ext4Size before = Ext4Size.read(device);
          if (size / before.blockSize() <= before.blocks()) {
            yield false;
          }
          growExt4(root, size / before.blockSize());
          yield Ext4Size.read(device).blocks() > before.blocks();
        }
        case "xfs" -> {
          XfsSize before = XfsSize.read(root);
          if (size / before.blockSize() <= before.blocks()) {
            yield false;
          }
          growXfs(root, size / before.blockSize());
          yield XfsSize.read(root).blocks() > before.blocks();
        }
        case "btrfs" -> {
          BtrfsSize before = BtrfsSize.read(root);
          if (size / before.sectorSize() * before.sectorSize() <= before.bytes()) {
            yield false;
          }
          growBtrfs(root, before.deviceId() + ":max");
          yield BtrfsSize.read(root).bytes() > before.bytes();
        }
        default ->
            throw new LinuxException(
                Errno.EOPNOTSUPP, "grow", mountPoint.toString(), "no way to grow " + fsType);
      };
    }
  }

  /**
   * Grows ext4, for which the kernel wants CAP_SYS_RESOURCE, not only CAP_SYS_ADMIN.
   *
   * @param newBlocks the whole size, in blocks of the filesystem; the present one is no error
   * @throws LinuxException EPERM without that capability, or if the filesystem has errors
   */
  public static void growExt4(Fd mountPoint, long newBlocks) {
    ByteBuffer size = Syscall.structure(8).putLong(0, newBlocks);
    try {
      Syscall.ioctl("EXT4_IOC_RESIZE_FS", mountPoint, EXT4_IOC_RESIZE_FS, size);
    } catch (LinuxException e) {
      if (e.errno() == Errno.EPERM) {
        throw new LinuxException(
            Errno.EPERM, e.syscall(), e.path(), "no CAP_SYS_RESOURCE, or a filesystem with errors");
      }
      throw e;
    }
  }

  /**
   * Grows XFS. EAGAIN while another growth runs.
   *
   * @param newBlocks the whole size of the data section, in blocks of the filesystem
   */
  public static void growXfs(Fd mountPoint, long newBlocks) {
    ByteBuffer growth =
        Syscall.structure(XFS_SIZE)
            .putLong(XFS_BLOCKS, newBlocks)
            .putInt(XFS_INODE_PERCENT, XfsSize.read(mountPoint).inodePercent());
    Syscall.ioctl("XFS_IOC_FSGROWFSDATA", mountPoint, XFS_IOC_FSGROWFSDATA, growth);
  }

  /**
   * Grows btrfs. EINPROGRESS (errno 115) while a balance or another exclusive operation runs.
   *
   * @param size bytes or {@code max}, and the device before a colon: {@code 1:max}
   */
  public static void growBtrfs(Fd mountPoint, String size) {
    byte[] text = Syscall.text(size);
    Syscall.ioctl(
        "BTRFS_IOC_RESIZE",
        mountPoint,
        BTRFS_IOC_RESIZE,
        Syscall.structure(BTRFS_SIZE).put(BTRFS_NAME, text));
  }
}
