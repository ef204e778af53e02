package io.cistern.linux.mount;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options of a mount, split as mount(2) wants them: generic flags, and data for the filesystem
 * (and for SELinux), passed on as it was written.
 *
 * @param flags the generic ones; a later option undoes an earlier one that contradicts it
 * @param data the others, joined by commas; at most 4,095 bytes and without NUL
 * @see <a href="https://man7.org/linux/man-pages/man8/mount.8.html">mount(8)</a>
 */
public record MountOptions(Set<MountFlag> flags, String data) {

  private static final int MAX_DATA = 4095;

  /** Checks what the kernel would cut off without a word. */
  public MountOptions {
    flags = Set.copyOf(flags);
    if (data.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL character in the mount options");
    }
    if (data.getBytes(StandardCharsets.UTF_8).length > MAX_DATA) {
      throw new IllegalArgumentException("mount options longer than " + MAX_DATA + " bytes");
    }
  }

  /**
   * Reads options, each an option or several with commas between; commas in double quotes belong to
   * the value, as in {@code context="system_u:object_r:tmp_t:s0:c1,c2"}.
   *
   * @throws IllegalArgumentException if a quote is not closed, or the data is too long or has a NUL
   */
  public static MountOptions parse(List<String> options) {
    EnumSet<MountFlag> flags = EnumSet.noneOf(MountFlag.class);
    List<String> data = new ArrayList<>();
    for (String several : options) {
      for (String option : split(several)) {
        if (!apply(option, flags)) {
          data.add(option);
        }
      }
    }
    return new MountOptions(flags, String.join(",", data));
  }

  /** These flags and one more. */
  public MountOptions with(MountFlag flag) {
    EnumSet<MountFlag> more = EnumSet.of(flag);
    more.addAll(flags);
    return new MountOptions(more, data);
  }

  /** This data and one more option of the filesystem, unless it is there. */
  public MountOptions withData(String option) {
    if (split(data).contains(option)) {
      return this;
    }
    return new MountOptions(flags, data.isEmpty() ? option : data + "," + option);
  }

  /** The flags that a bind mount can have for itself. */
  public Set<MountFlag> perMountFlags() {
    return flags.stream().filter(MountFlag::perMount).collect(Collectors.toUnmodifiableSet());
  }

  private static List<String> split(String options) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= options.length(); i++) {
      if (i == options.length() || (options.charAt(i) == ',' && !quoted)) {
        String part = options.substring(start, i);
        if (!part.isBlank()) {
          parts.add(part);
        }
        start = i + 1;
      } else if (options.charAt(i) == '"') {
        quoted = !quoted;
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote that is not closed in the mount options");
    }
    return parts;
  }

  /** Whether the option was generic; if so the flags say what it does. */
  private static boolean apply(String option, Set<MountFlag> flags) {
    return switch (option) {
      case "defaults" -> true;
      case "ro" -> set(flags, MountFlag.READ_ONLY);
      case "rw" -> clear(flags, MountFlag.READ_ONLY);
      case "nosuid" -> set(flags, MountFlag.NO_SUID);
      case "suid" -> clear(flags, MountFlag.NO_SUID);
      case "nodev" -> set(flags, MountFlag.NO_DEV);
      case "dev" -> clear(flags, MountFlag.NO_DEV);
      case "noexec" -> set(flags, MountFlag.NO_EXEC);
      case "exec" -> clear(flags, MountFlag.NO_EXEC);
      case "sync" -> set(flags, MountFlag.SYNCHRONOUS);
      case "async" -> clear(flags, MountFlag.SYNCHRONOUS);
      case "dirsync" -> set(flags, MountFlag.DIRECTORY_SYNC);
      case "nosymfollow" -> set(flags, MountFlag.NO_SYMLINK_FOLLOW);
      case "symfollow" -> clear(flags, MountFlag.NO_SYMLINK_FOLLOW);
      case "noatime" -> accessTime(flags, MountFlag.NO_ACCESS_TIME);
      case "relatime" -> accessTime(flags, MountFlag.RELATIVE_ACCESS_TIME);
      case "strictatime" -> accessTime(flags, MountFlag.STRICT_ACCESS_TIME);
      case "atime" -> clear(flags, MountFlag.NO_ACCESS_TIME);
      case "norelatime" -> clear(flags, MountFlag.RELATIVE_ACCESS_TIME);
      case "nostrictatime" -> clear(flags, MountFlag.STRICT_ACCESS_TIME);
      case "nodiratime" -> set(flags, MountFlag.NO_DIRECTORY_ACCESS_TIME);
      case "diratime" -> clear(flags, MountFlag.NO_DIRECTORY_ACCESS_TIME);
      case "lazytime" -> set(flags, MountFlag.LAZY_TIME);
      case "nolazytime" -> clear(flags, MountFlag.LAZY_TIME);
      case "silent" -> set(flags, MountFlag.SILENT);
      case "loud" -> clear(flags, MountFlag.SILENT);
      default -> false;
    };
  }

  private static boolean accessTime(Set<MountFlag> flags, MountFlag flag) {
    flags.remove(MountFlag.NO_ACCESS_TIME);
    flags.remove(MountFlag.RELATIVE_ACCESS_TIME);
    flags.remove(MountFlag.STRICT_ACCESS_TIME);
    return set(flags, flag);
  }

  private static boolean set(Set<MountFlag> flags, MountFlag flag) {
    flags.add(flag);
    return true;
  }

  private static boolean clear(Set<MountFlag> flags, MountFlag flag) {
    flags.remove(flag);
    return true;
  }
}
