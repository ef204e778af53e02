package io.cistern.linux.mount;

import io.cistern.linux.Architecture;
import io.cistern.linux.Fd;
import io.cistern.linux.PathBytes;
import io.cistern.linux.Syscall;
import io.cistern.linux.libc.Libc;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;

/**
 * A copy of a mount that is nowhere yet, so that it can be given its flags before anyone sees it.
 * It goes away when it is closed without having been attached, and when the process dies. Linux
 * 5.12.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/open_tree.2.html">open_tree(2)</a>
 */
public final class DetachedMount implements AutoCloseable {

  private static final long OPEN_TREE_CLONE = 1;
  private static final long OPEN_TREE_CLOEXEC = 0x80000;
  private static final long MOVE_MOUNT_F_EMPTY_PATH = 4;
  private static final long ATTR_SIZE = 32;
  private static final int ATTR_SET = 0;
  private static final int ATTR_CLEAR = 8;
  private static final long ACCESS_TIME = 0x70;

  private final Fd tree;

  private DetachedMount(Fd tree) {
    this.tree = tree;
  }

  /** Copies the mount a path is on, rooted at that path, without the mounts below. */
  public static DetachedMount of(Path source) {
    byte[] path = PathBytes.of(source);
    long number =
        Syscall.call(
            "open_tree",
            source,
            () ->
                Libc.syscall(
                    Architecture.current().openTree(),
                    Syscall.AT_FDCWD,
                    path,
                    OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC));
    return new DetachedMount(Fd.adopt(number, source));
  }

  /** Adds flags; of those on access times the ones given replace what was. */
  public void set(Set<MountFlag> flags) {
    long attributes = MountFlag.attributes(flags);
    boolean times =
        (attributes & ACCESS_TIME) != 0 || flags.contains(MountFlag.RELATIVE_ACCESS_TIME);
    ByteBuffer change =
        Syscall.structure((int) ATTR_SIZE)
            .putLong(ATTR_SET, attributes)
            .putLong(ATTR_CLEAR, times ? ACCESS_TIME : 0);
    byte[] bytes = change.array();
    int number = tree.number();
    Syscall.call(
        "mount_setattr",
        tree.path(),
        () ->
            Libc.syscall(
                Architecture.current().mountSetattr(),
                number,
                new byte[1],
                Syscall.AT_EMPTY_PATH,
                bytes,
                ATTR_SIZE));
  }

  /** Puts it at a place, on top of what is mounted there. */
  public void attach(Path target) {
    byte[] path = PathBytes.of(target);
    int number = tree.number();
    Syscall.call(
        "move_mount",
        target,
        () ->
            Libc.syscall(
                Architecture.current().moveMount(),
                number,
                new byte[1],
                Syscall.AT_FDCWD,
                path,
                MOVE_MOUNT_F_EMPTY_PATH));
  }

  @Override
  public void close() {
    tree.close();
  }
}
