package io.cistern.linux;

/**
 * The number of a device or of the filesystem a file is on.
 *
 * @param major 0 to 4095 in the kernel today
 * @param minor 0 to 1048575 in the kernel today
 * @see <a href="https://man7.org/linux/man-pages/man3/makedev.3.html">makedev(3)</a>
 */
public record DeviceNumber(int major, int minor) {

  /** Neither part may be negative. */
  public DeviceNumber {
    if (major < 0 || minor < 0) {
      throw new IllegalArgumentException("negative device number " + major + ":" + minor);
    }
  }

  /** The number in a {@code dev_t}, as glibc and {@code huge_encode_dev} of the kernel pack it. */
  public static DeviceNumber decode(long device) {
    long major = ((device >>> 8) & 0xfff) | ((device >>> 32) & 0x7ffff000L);
    long minor = (device & 0xff) | ((device >>> 12) & 0x7fffff00L);
    return new DeviceNumber((int) major, (int) minor);
  }

  /**
   * Reads {@code major:minor}, as mountinfo and sysfs write it.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static DeviceNumber parse(String text) {
    int colon = text.indexOf(':');
    try {
      if (colon > 0) {
        return new DeviceNumber(
            Integer.parseInt(text, 0, colon, 10),
            Integer.parseInt(text, colon + 1, text.length(), 10));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a device number: '" + text + "'", e);
    }
    throw new IllegalArgumentException("not a device number: '" + text + "'");
  }

  /** The number packed as a {@code dev_t}. */
  public long encode() {
    long high = major;
    long low = minor;
    return ((high & 0xfffL) << 8)
        | ((high & 0xfffff000L) << 32)
        | (low & 0xffL)
        | ((low & 0xffffff00L) << 12);
  }

  @Override
  public String toString() {
    return major + ":" + minor;
  }
}
