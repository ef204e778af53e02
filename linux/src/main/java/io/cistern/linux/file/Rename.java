package io.cistern.linux.file;

import io.cistern.linux.Architecture;
import io.cistern.linux.PathBytes;
import io.cistern.linux.Syscall;
import io.cistern.linux.libc.Libc;
import java.nio.file.Path;

/**
 * Atomic renames inside one filesystem (EXDEV otherwise). Durable when both directories were
 * synced.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/rename.2.html">renameat2(2)</a>
 */
public final class Rename {

  private static final long NOREPLACE = 1;
  private static final long EXCHANGE = 2;

  private Rename() {}

  /** Renames, and replaces a target that is a file or an empty directory. */
  public static void rename(Path source, Path target) {
    renameat2(source, target, 0);
  }

  /**
   * Renames to a name that is free.
   *
   * @throws io.cistern.linux.LinuxException EEXIST if the target exists
   */
  public static void noReplace(Path source, Path target) {
    renameat2(source, target, NOREPLACE);
  }

  /** Swaps two names; both exist before and after. */
  public static void exchange(Path one, Path other) {
    renameat2(one, other, EXCHANGE);
  }

  private static void renameat2(Path source, Path target, long flags) {
    byte[] from = PathBytes.of(source);
    byte[] to = PathBytes.of(target);
    Syscall.call(
        "renameat2",
        source + " -> " + target,
        () ->
            Libc.syscall(
                Architecture.current().renameat2(),
                Syscall.AT_FDCWD,
                from,
                Syscall.AT_FDCWD,
                to,
                flags));
  }
}
