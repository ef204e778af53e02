package io.cistern.linux.mount;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.Fd;
import io.cistern.linux.OpenFlag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The mounts of this process's namespace at one moment, in the kernel's order.
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
public final class MountTable extends AbstractList<MountEntry> {

  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  private final List<MountEntry> entries;

  private MountTable(List<MountEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Reads it now. */
  public static MountTable read() {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    byte[] page = new byte[65536];
    try (Fd fd = Fd.open(MOUNTINFO, OpenFlag.READ_ONLY)) {
      for (int length = fd.read(page, 0); length > 0; length = fd.read(page, table.size())) {
        table.write(page, 0, length);
      }
    }
    return parse(table.toByteArray());
  }

  /**
   * Reads a table kept earlier.
   *
   * @throws IllegalArgumentException naming the line that is not as it should be
   */
  public static MountTable parse(byte[] mountinfo) {
    return new MountTable(MountInfoParser.parse(mountinfo));
  }

  @Override
  public MountEntry get(int index) {
    return entries.get(index);
  }

  @Override
  public int size() {
    return entries.size();
  }

  /**
   * The mount one sees at exactly this path: the topmost of those stacked there, and none that a
   * later mount above hides. Symbolic links are resolved in all parts of the path but the last.
   */
  public Optional<MountEntry> at(Path path) {
    Path wanted = resolve(path);
    Set<Integer> ids = new HashSet<>();
    entries.forEach(entry -> ids.add(entry.id()));
    Optional<MountEntry> current = Optional.empty();
    for (int names = 0; names <= wanted.getNameCount(); names++) {
      Path prefix =
          names == 0 ? wanted.getRoot() : wanted.getRoot().resolve(wanted.subpath(0, names));
      Optional<MountEntry> next = on(current, prefix, ids);
      while (next.isPresent()) {
        current = next;
        next = on(current, prefix, ids);
      }
    }
    return current.filter(entry -> entry.mountPoint().equals(wanted));
  }

  /** Every mount of a filesystem. */
  public List<MountEntry> ofDevice(DeviceNumber device) {
    return entries.stream().filter(entry -> entry.device().equals(device)).toList();
  }

  /** What is mounted at a path on a given mount, or on one outside of what this process sees. */
  private Optional<MountEntry> on(Optional<MountEntry> parent, Path path, Set<Integer> ids) {
    return entries.stream()
        .filter(entry -> entry.mountPoint().equals(path))
        .filter(
            entry ->
                parent.isPresent()
                    ? entry.parentId() == parent.get().id() && entry.id() != parent.get().id()
                    : entry.parentId() == entry.id() || !ids.contains(entry.parentId()))
        .findFirst();
  }

  private static Path resolve(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      return absolute;
    }
    try {
      return parent.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      // a parent that is gone or broken has no links to follow
      return absolute;
    }
  }
}
