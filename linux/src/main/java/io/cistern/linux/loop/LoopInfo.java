package io.cistern.linux.loop;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.Syscall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code struct loop_info64} and the ioctls that carry it.
 *
 * @see <a
 *     href="https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/include/uapi/linux/loop.h">linux/loop.h</a>
 */
final class LoopInfo {

  static final int SIZE = 232;
  static final int FLAG_READ_ONLY = 1;
  static final int FLAG_AUTOCLEAR = 4;
  static final int FLAG_PARTITION_SCAN = 8;
  static final int FLAG_DIRECT_IO = 16;

  private static final long LOOP_SET_STATUS64 = 0x4c04L;
  private static final long LOOP_GET_STATUS64 = 0x4c05L;

  private static final int DEVICE = 0;
  private static final int INODE = 8;
  private static final int OFFSET = 24;
  private static final int SIZE_LIMIT = 32;
  private static final int FLAGS = 52;
  private static final int FILE_NAME = 56;
  private static final int FILE_NAME_SIZE = 64;

  private final ByteBuffer bytes;

  private LoopInfo(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** What an open device is attached to; empty if it is free. */
  static Optional<LoopInfo> read(Fd device) {
    ByteBuffer bytes = Syscall.structure(SIZE);
    try {
      Syscall.ioctl("LOOP_GET_STATUS64", device, LOOP_GET_STATUS64, bytes);
      return Optional.of(new LoopInfo(bytes));
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENXIO) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Writes flags and name into a structure that begins at an offset of a larger one. */
  static void fill(ByteBuffer target, int at, int flags, String name) {
    target.putInt(at + FLAGS, flags);
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    target.put(at + FILE_NAME, text, 0, Math.min(text.length, FILE_NAME_SIZE - 1));
  }

  boolean isAutoclear() {
    return (bytes.getInt(FLAGS) & FLAG_AUTOCLEAR) != 0;
  }

  /** Takes back that the device goes when last closed. */
  void clearAutoclear(Fd device) {
    bytes.putInt(FLAGS, bytes.getInt(FLAGS) & ~FLAG_AUTOCLEAR);
    Syscall.ioctl("LOOP_SET_STATUS64", device, LOOP_SET_STATUS64, bytes);
  }

  LoopStatus status() {
    int flags = bytes.getInt(FLAGS);
    int end = FILE_NAME;
    while (end < FILE_NAME + FILE_NAME_SIZE && bytes.get(end) != 0) {
      end++;
    }
    return new LoopStatus(
        DeviceNumber.decode(bytes.getLong(DEVICE)),
        bytes.getLong(INODE),
        bytes.getLong(OFFSET),
        bytes.getLong(SIZE_LIMIT),
        (flags & FLAG_READ_ONLY) != 0,
        (flags & FLAG_AUTOCLEAR) != 0,
        (flags & FLAG_PARTITION_SCAN) != 0,
        (flags & FLAG_DIRECT_IO) != 0,
        new String(bytes.array(), FILE_NAME, end - FILE_NAME, StandardCharsets.UTF_8));
  }
}
