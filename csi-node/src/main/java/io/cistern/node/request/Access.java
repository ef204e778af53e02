package io.cistern.node.request;

import io.cistern.linux.mount.MountOptions;
import io.cistern.pool.model.FsType;
import java.util.Optional;
import java.util.OptionalInt;

/** How a volume is to be seen: as files or as a device. */
public sealed interface Access {
  /** As a block device. */
  record Block() implements Access {}

  /**
   * As a mounted filesystem.
   *
   * @param fsType which, or empty for the one the volume was made with
   * @param options of the mount; they may hold secrets and are never logged
   * @param group the gid that shall own the volume's files, if any
   */
  record Mount(Optional<FsType> fsType, MountOptions options, OptionalInt group) implements Access {
    /** Without the options. */
    @Override
    public String toString() {
      return "Mount[fsType=" + fsType + ", group=" + group + "]";
    }
  }
}
