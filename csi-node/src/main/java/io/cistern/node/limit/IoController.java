package io.cistern.node.limit;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.mount.MountEntry;
import io.cistern.linux.mount.MountTable;
import io.cistern.node.error.NodeError;
import io.cistern.node.filesystem.Sysfs;
import io.cistern.pool.model.IoLimit;
import io.cistern.pool.model.IoLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of the kernel limits the I/O of a cgroup's processes to a device. */
sealed interface IoController {
  /** Where its cgroups are. */
  Path root();

  /** Sets what a cgroup may do to a device; what is not limited is set to be so. */
  void set(Path cgroup, DeviceNumber device, IoLimits limits);

  /**
   * The cgroup that writes are counted to which the kernel makes later from its page cache, where
   * that is not the one of the program that wrote.
   */
  Optional<Path> writeback();

  /** The one of this machine, or empty if its kernel has none. */
  static Optional<IoController> find() {
    MountTable mounts = MountTable.read();
    return mounts.stream()
        .<IoController>mapMulti(
            (mount, found) -> {
              if (mount.fsType().equals("cgroup2") && hasIo(mount)) {
                found.accept(new Unified(mount.mountPoint()));
              } else if (mount.fsType().equals("cgroup")
                  && mount.superOptions().contains("blkio")) {
                found.accept(new Legacy(mount.mountPoint()));
              }
            })
        .findFirst();
  }

  private static boolean hasIo(MountEntry mount) {
    return Sysfs.read(mount.mountPoint().resolve("cgroup.controllers")).stream()
        .flatMap(names -> Stream.of(names.split(" ")))
        .anyMatch("io"::equals);
  }

  /**
   * cgroup v2: {@code io.max}. What is written later is counted to who wrote it, on filesystems
   * that support it (ext4, btrfs, XFS).
   *
   * @param root where it is mounted
   * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#io-interface-files">io.max</a>
   */
  record Unified(Path root) implements IoController {
    @Override
    public void set(Path cgroup, DeviceNumber device, IoLimits limits) {
      Path file = cgroup.resolve("io.max");
      if (!Files.exists(file)) {
        throw NodeError.precondition(
            "the limits of I/O cannot be set: the io controller is not enabled for " + cgroup);
      }
      String values =
          Arrays.stream(IoLimit.values())
              .map(limit -> key(limit) + "=" + limits.of(limit).map(String::valueOf).orElse("max"))
              .collect(Collectors.joining(" "));
      write(file, device + " " + values);
    }

    private static String key(IoLimit limit) {
      return switch (limit) {
        case READ_IOPS -> "riops";
        case WRITE_IOPS -> "wiops";
        case READ_BANDWIDTH -> "rbps";
        case WRITE_BANDWIDTH -> "wbps";
      };
    }

    @Override
    public Optional<Path> writeback() {
      return Optional.empty();
    }
  }

  /**
   * cgroup v1: {@code blkio.throttle}. What is written later is counted to the root, whoever wrote
   * it.
   *
   * @param root where it is mounted
   * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/blkio-controller.html">blkio</a>
   */
  record Legacy(Path root) implements IoController {
    @Override
    public void set(Path cgroup, DeviceNumber device, IoLimits limits) {
      for (IoLimit limit : IoLimit.values()) {
        write(
            cgroup.resolve("blkio.throttle." + key(limit) + "_device"),
            device + " " + limits.of(limit).orElse(0L));
      }
    }

    private static String key(IoLimit limit) {
      return switch (limit) {
        case READ_IOPS -> "read_iops";
        case WRITE_IOPS -> "write_iops";
        case READ_BANDWIDTH -> "read_bps";
        case WRITE_BANDWIDTH -> "write_bps";
      };
    }

    @Override
    public Optional<Path> writeback() {
      return Optional.of(root);
    }
  }

  private static void write(Path file, String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.WRITE);
    } catch (IOException refused) {
      throw NodeError.failed("the kernel takes no \"" + line + "\" in " + file, refused);
    }
  }
}
