package io.cistern.linux.filesystem;

import io.cistern.linux.Fd;
import io.cistern.linux.Syscall;
import java.nio.ByteBuffer;

/** The size of a mounted XFS: XFS_IOC_FSGEOMETRY, {@code struct xfs_fsop_geom}. */
record XfsSize(int blockSize, long blocks, int inodePercent) {

  private static final long XFS_IOC_FSGEOMETRY = 0x8100587eL;
  private static final int SIZE = 256;
  private static final int BLOCK_SIZE = 0;
  private static final int INODE_PERCENT = 28;
  private static final int DATA_BLOCKS = 32;

  static XfsSize read(Fd mountPoint) {
    ByteBuffer geometry = Syscall.structure(SIZE);
    Syscall.ioctl("XFS_IOC_FSGEOMETRY", mountPoint, XFS_IOC_FSGEOMETRY, geometry);
    return new XfsSize(
        geometry.getInt(BLOCK_SIZE), geometry.getLong(DATA_BLOCKS), geometry.getInt(INODE_PERCENT));
  }
}
