package io.cistern.linux.file;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the filesystem says of an extent.
 *
 * @see <a href="https://docs.kernel.org/filesystems/fiemap.html">fiemap</a>
 */
public enum ExtentFlag {
  /** The last extent of the file. */
  LAST(0x1),
  /** Where it lies is not known. */
  UNKNOWN(0x2),
  /** Not allocated yet: it waits in memory. */
  DELAYED_ALLOCATION(0x4),
  /** Compressed or otherwise encoded. */
  ENCODED(0x8),
  /** Encrypted by the filesystem. */
  ENCRYPTED(0x80),
  /** Not aligned to blocks. */
  NOT_ALIGNED(0x100),
  /** Inside the metadata. */
  INLINE(0x200),
  /** In a block shared with other files' tails. */
  TAIL(0x400),
  /** Allocated but never written: it reads as zeroes. */
  UNWRITTEN(0x800),
  /** Put together by the kernel from blocks. */
  MERGED(0x1000),
  /** Shared with another file, by a reflink. */
  SHARED(0x2000);

  private final int bit;

  ExtentFlag(int bit) {
    this.bit = bit;
  }

  static Set<ExtentFlag> of(int bits) {
    EnumSet<ExtentFlag> flags = EnumSet.noneOf(ExtentFlag.class);
    for (ExtentFlag flag : values()) {
      if ((bits & flag.bit) != 0) {
        flags.add(flag);
      }
    }
    return flags;
  }
}
