package io.cistern.linux.filesystem;

import io.cistern.linux.Fd;
import io.cistern.linux.Syscall;
import java.nio.ByteBuffer;

/** The size of a mounted XFS: XFS_IOC_FSGEOMETRY, {@code struct xfs_fsop_geom}. */
record XfsSize(int blockSize, long blocks, int inodePercent) {

  private static final long XFS_IOC_FSGEOMETRY = 0x8100587eL;

  static XfsSize read(Fd mountPoint) {
    ByteBuffer geometry = Syscall.structure(256);
    Syscall.ioctl("XFS_IOC_FSGEOMETRY", mountPoint, XFS_IOC_FSGEOMETRY, geometry);
    return new XfsSize(geometry.getInt(0), geometry.getLong(32), geometry.getInt(28));
  }
}
