package io.cistern.linux.mount;

import io.cistern.linux.DeviceNumber;
import java.nio.file.Path;
import java.util.Set;

/**
 * A line of the mount table.
 *
 * @param id unique while it is mounted
 * @param parentId the mount it is mounted on
 * @param device what {@code FileStatus.device()} says of files on it, but for btrfs, which has
 *     other numbers
 * @param root which part of the filesystem is mounted, {@code /} for all of it
 * @param mountPoint where, as seen from this process's root
 * @param options those of this mount, such as {@code ro}
 * @param propagation shared, slave or private
 * @param fsType such as {@code ext4}
 * @param source the device, or whatever was said when it was mounted; may be empty
 * @param superOptions those of the filesystem
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
public record MountEntry(
    int id,
    int parentId,
    DeviceNumber device,
    String root,
    Path mountPoint,
    Set<String> options,
    Propagation propagation,
    String fsType,
    String source,
    Set<String> superOptions) {

  /** Copies the options. */
  public MountEntry {
    options = Set.copyOf(options);
    superOptions = Set.copyOf(superOptions);
  }

  /** Whether writes are refused, by this mount or by the whole filesystem. */
  public boolean isReadOnly() {
    return options.contains("ro") || superOptions.contains("ro");
  }
}
