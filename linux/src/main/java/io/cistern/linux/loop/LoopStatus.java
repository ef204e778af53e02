package io.cistern.linux.loop;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.FileStatus;

/**
 * What a loop device is attached to.
 *
 * @param backingDevice the filesystem the backing file is on
 * @param backingInode its inode there
 * @param offset where in the file the device begins, in bytes
 * @param sizeLimit how far it may reach, in bytes; 0 is to the end of the file
 * @param readOnly whether writes are refused
 * @param autoclear whether it is detached when last closed
 * @param partitionScan whether the kernel looks for partitions
 * @param directIo whether the page cache is bypassed
 * @param fileName the first 63 bytes of the name it was attached by
 * @see <a href="https://man7.org/linux/man-pages/man4/loop.4.html">loop(4)</a>
 */
public record LoopStatus(
    DeviceNumber backingDevice,
    long backingInode,
    long offset,
    long sizeLimit,
    boolean readOnly,
    boolean autoclear,
    boolean partitionScan,
    boolean directIo,
    String fileName) {

  /** Whether the device is backed by this file, whatever it is called. */
  public boolean isBackedBy(FileStatus file) {
    return backingInode == file.inode() && backingDevice.equals(file.device());
  }
}
