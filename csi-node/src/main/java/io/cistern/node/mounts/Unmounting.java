package io.cistern.node.mounts;

import io.cistern.linux.Errno;
import io.cistern.linux.LinuxException;
import io.cistern.linux.mount.MountEntry;
import io.cistern.linux.mount.Mounts;
import io.cistern.linux.mount.UnmountFlag;
import io.cistern.node.error.NodeError;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes mounts away: never lazily, never what is not ours. */
public final class Unmounting {
  private Unmounting() {}

  /**
   * Unmounts everything that lies on a path, as two racing publishes may have left it. Nothing
   * mounted is success.
   *
   * @param ours whether a mount may be taken away
   * @throws NodeError precondition if another's mount lies there, or if it is in use; what was on
   *     top of it is gone by then
   */
  public static void all(Path path, Predicate<MountEntry> ours) {
    Optional<MountEntry> top = MountView.now().at(path);
    while (top.isPresent()) {
      if (!ours.test(top.get())) {
        throw NodeError.precondition(
            "something that is not this volume is mounted at " + path + "; it was left untouched");
      }
      one(path);
      top = MountView.now().at(path);
    }
  }

  private static void one(Path path) {
    try {
      Mounts.unmount(path, UnmountFlag.NO_FOLLOW);
    } catch (LinuxException refused) {
      if (refused.errno() == Errno.EBUSY) {
        throw NodeError.precondition(path + " is still in use, " + Holders.of(path));
      }
      if (refused.errno() != Errno.EINVAL) {
        throw refused;
      }
      // No mount any more: somebody else took it away in between.
    }
  }
}
