package io.cistern.linux.file;

import java.util.Set;

/**
 * A run of a file's data. What lies between two extents is a hole.
 *
 * @param logical offset in the file, in bytes
 * @param physical offset on the filesystem's device, in bytes; 0 if unknown
 * @param length in bytes
 * @param flags what is special about it
 */
public record Extent(long logical, long physical, long length, Set<ExtentFlag> flags) {

  /** Copies the flags. */
  public Extent {
    flags = Set.copyOf(flags);
  }

  /** Whether it holds data, not only reserved space. */
  public boolean isWritten() {
    return !flags.contains(ExtentFlag.UNWRITTEN);
  }

  /** Whether another file has it too. */
  public boolean isShared() {
    return flags.contains(ExtentFlag.SHARED);
  }
}
