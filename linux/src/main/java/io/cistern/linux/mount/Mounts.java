package io.cistern.linux.mount;

import io.cistern.linux.PathBytes;
import io.cistern.linux.Syscall;
import io.cistern.linux.libc.Libc;
import java.nio.file.Path;
import java.util.Set;

/**
 * Mounts and unmounts, with the system calls themselves. Symbolic links at the end of a path are
 * followed. The options of a filesystem are secrets: they are in no exception's message.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/mount.2.html">mount(2)</a>
 */
public final class Mounts {

  private static final long MS_REMOUNT = 32;
  private static final long MS_BIND = 4096;
  private static final long MS_REC = 16384;
  private static final long MS_PRIVATE = 1 << 18;
  private static final long MS_SHARED = 1 << 20;

  private Mounts() {}

  /**
   * Mounts a filesystem.
   *
   * @param source a block device, or a word that is shown in the mount table
   * @param data options of the filesystem, joined by commas
   * @throws IllegalArgumentException if the data is longer than 4,095 bytes
   */
  public static void mount(
      String source, Path target, String fsType, Set<MountFlag> flags, String data) {
    byte[] from = Syscall.text(source);
    byte[] to = PathBytes.of(target);
    byte[] type = Syscall.text(fsType);
    long bits = MountFlag.bits(flags);
    byte[] options = Syscall.text(new MountOptions(flags, data).data());
    Syscall.call("mount", target, () -> Libc.mount(from, to, type, bits, options));
  }

  /**
   * Mounts a directory or a file (a device node) at a second place, without the mounts below it.
   */
  public static void bind(Path source, Path target) {
    byte[] from = PathBytes.of(source);
    byte[] to = PathBytes.of(target);
    Syscall.call("mount(MS_BIND)", target, () -> Libc.mount(from, to, null, MS_BIND, null));
  }

  /**
   * Mounts at a second place with flags of its own, which hold from the first moment.
   *
   * @param flags those that are {@link MountFlag#perMount()}; the others have no effect
   */
  public static void bind(Path source, Path target, Set<MountFlag> flags) {
    try (DetachedMount mount = DetachedMount.of(source)) {
      mount.set(flags);
      mount.attach(target);
    }
  }

  /** Changes the flags and the options of a mounted filesystem, everywhere it is mounted. */
  public static void remount(Path target, Set<MountFlag> flags, String data) {
    byte[] to = PathBytes.of(target);
    long bits = MS_REMOUNT | MountFlag.bits(flags);
    byte[] options = Syscall.text(new MountOptions(flags, data).data());
    Syscall.call("mount(MS_REMOUNT)", target, () -> Libc.mount(null, to, null, bits, options));
  }

  /** Changes the flags of one mount; those not given are cleared. */
  public static void remountBind(Path target, Set<MountFlag> flags) {
    change("mount(MS_REMOUNT|MS_BIND)", target, MS_REMOUNT | MS_BIND | MountFlag.bits(flags));
  }

  /** Keeps later mounts below from being seen elsewhere, and the other way round. */
  public static void makePrivate(Path target) {
    change("mount(MS_PRIVATE)", target, MS_PRIVATE);
  }

  /** The same for every mount below. */
  public static void makePrivateRecursively(Path target) {
    change("mount(MS_PRIVATE|MS_REC)", target, MS_PRIVATE | MS_REC);
  }

  /** Lets later mounts below be seen in every copy of this one. */
  public static void makeShared(Path target) {
    change("mount(MS_SHARED)", target, MS_SHARED);
  }

  /**
   * Unmounts the topmost mount at a path.
   *
   * @throws io.cistern.linux.LinuxException EBUSY if it is in use; EINVAL if nothing is mounted
   *     there
   */
  public static void unmount(Path target, UnmountFlag... flags) {
    byte[] from = PathBytes.of(target);
    int bits = 0;
    for (UnmountFlag flag : flags) {
      bits |= flag.bit();
    }
    int all = bits;
    Syscall.call("umount2", target, () -> Libc.umount2(from, all));
  }

  private static void change(String name, Path target, long bits) {
    byte[] to = PathBytes.of(target);
    Syscall.call(name, target, () -> Libc.mount(null, to, null, bits, null));
  }
}
