package io.cistern.linux.filesystem;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The size of a mounted ext4, from its superblock. The kernel keeps the superblock in the page
 * cache of the device, so a buffered read sees the present one, as resize2fs does.
 *
 * @see <a href="https://docs.kernel.org/filesystems/ext4/super.html">the ext4 superblock</a>
 */
record Ext4Size(int blockSize, long blocks) {

  private static final int OFFSET = 1024;
  private static final int SIZE = 1024;
  private static final int MAGIC = 0xef53;
  private static final int INCOMPAT_64BIT = 0x80;

  static Ext4Size read(Path device) {
    ByteBuffer block = ByteBuffer.wrap(new byte[SIZE]).order(ByteOrder.LITTLE_ENDIAN);
    try (Fd fd = Fd.open(device, OpenFlag.READ_ONLY)) {
      int length = fd.read(block.array(), OFFSET);
      if (length != SIZE || Short.toUnsignedInt(block.getShort(56)) != MAGIC) {
        throw new LinuxException(Errno.EINVAL, "read superblock", device.toString(), "no ext4");
      }
    }
    long low = Integer.toUnsignedLong(block.getInt(4));
    boolean wide = (block.getInt(96) & INCOMPAT_64BIT) != 0;
    long high = wide ? Integer.toUnsignedLong(block.getInt(336)) : 0;
    return new Ext4Size(1024 << block.getInt(24), high << 32 | low);
  }
}
