package io.cistern.linux.libc;

import com.sun.jna.Native;
import org.jspecify.annotations.Nullable;

/**
 * The C library's functions, one Java method each, on LP64 Linux: {@code long} is 64 bits, strings
 * are bytes that end in NUL, structures are byte arrays in native order. -1 means failure, and then
 * {@link #errno()} must be the very next call of the thread.
 *
 * @see <a href="https://man7.org/linux/man-pages/dir_section_2.html">man pages, section 2</a>
 */
public final class Libc {

  static {
    Native.register(Libc.class, "c");
  }

  private Libc() {}

  /** The errno of this thread's last call. */
  public static int errno() {
    return Native.getLastError();
  }

  public static native int open(byte[] path, int flags, int mode);

  public static native int close(int fd);

  public static native int fsync(int fd);

  public static native int fdatasync(int fd);

  public static native int syncfs(int fd);

  public static native int ftruncate(int fd, long length);

  public static native int fallocate(int fd, int mode, long offset, long length);

  public static native long pread(int fd, byte[] buffer, long count, long offset);

  public static native long pwrite(int fd, byte[] buffer, long count, long offset);

  public static native int flock(int fd, int operation);

  public static native int ioctl(int fd, long request, long argument);

  public static native int ioctl(int fd, long request, byte[] argument);

  public static native int mknod(byte[] path, int mode, long device);

  public static native int mount(
      byte @Nullable [] source,
      byte[] target,
      byte @Nullable [] type,
      long flags,
      byte @Nullable [] data);

  public static native int umount2(byte[] target, int flags);

  public static native int statfs(byte[] path, byte[] status);

  public static native int fstatfs(int fd, byte[] status);

  public static native long getxattr(byte[] path, byte[] name, byte[] value, long size);

  public static native int setxattr(byte[] path, byte[] name, byte[] value, long size, int flags);

  public static native long listxattr(byte[] path, byte[] names, long size);

  public static native int removexattr(byte[] path, byte[] name);

  /** statx(2), renameat2(2), move_mount(2): calls older C libraries have no function for. */
  public static native long syscall(
      long number, long first, byte[] second, long third, long fourth, byte[] fifth);

  public static native long syscall(
      long number, long first, byte[] second, long third, byte[] fourth, long fifth);

  public static native long syscall(long number, long first, byte[] second, long third);
}
