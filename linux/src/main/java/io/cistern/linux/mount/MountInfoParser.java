package io.cistern.linux.mount;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.PathBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads {@code /proc/self/mountinfo}. Fields are separated by one space, and may be empty; space,
 * tab, newline, backslash and {@code #} inside are written as three octal digits after a backslash.
 */
final class MountInfoParser {

  private static final int FIXED = 6;

  private MountInfoParser() {}

  /**
   * @throws IllegalArgumentException naming the line that is not as it should be
   */
  static List<MountEntry> parse(byte[] table) {
    List<MountEntry> entries = new ArrayList<>();
    // one character a byte, so that nothing is lost before the escapes are undone
    String text = new String(table, StandardCharsets.ISO_8859_1);
    for (String line : text.split("\n")) {
      if (!line.isEmpty()) {
        entries.add(entry(line));
      }
    }
    return entries;
  }

  private static MountEntry entry(String line) {
    String[] fields = line.split(" ", -1);
    int dash = FIXED;
    while (dash < fields.length && !fields[dash].equals("-")) {
      dash++;
    }
    if (dash + 3 >= fields.length) {
      throw new IllegalArgumentException("too few fields in mountinfo: '" + line + "'");
    }
    try {
      return new MountEntry(
          Integer.parseInt(fields[0]),
          Integer.parseInt(fields[1]),
          DeviceNumber.parse(fields[2]),
          string(fields[3]),
          PathBytes.path(unescape(fields[4])),
          options(fields[5]),
          propagation(List.of(fields).subList(FIXED, dash)),
          string(fields[dash + 1]),
          string(fields[dash + 2]),
          options(String.join(" ", List.of(fields).subList(dash + 3, fields.length))));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("malformed mountinfo: '" + line + "'", e);
    }
  }

  private static Propagation propagation(List<String> fields) {
    Propagation found = Propagation.PRIVATE;
    for (String field : fields) {
      int colon = field.indexOf(':');
      String tag = colon < 0 ? field : field.substring(0, colon);
      // the man page asks to ignore tags that are not known, as propagate_from is here
      found =
          switch (tag) {
            case "shared" ->
                new Propagation(group(field, colon), found.masterGroup(), found.unbindable());
            case "master" ->
                new Propagation(found.sharedGroup(), group(field, colon), found.unbindable());
            case "unbindable" -> new Propagation(found.sharedGroup(), found.masterGroup(), true);
            default -> found;
          };
    }
    return found;
  }

  private static OptionalInt group(String field, int colon) {
    return OptionalInt.of(Integer.parseInt(field.substring(colon + 1)));
  }

  private static Set<String> options(String field) {
    Set<String> options = new LinkedHashSet<>();
    for (String option : field.split(",")) {
      if (!option.isEmpty()) {
        options.add(string(option));
      }
    }
    return options;
  }

  private static String string(String field) {
    return new String(unescape(field), StandardCharsets.UTF_8);
  }

  private static byte[] unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field.getBytes(StandardCharsets.ISO_8859_1);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(field.length());
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && isOctal(field, i + 1)) {
        bytes.write(Integer.parseInt(field, i + 1, i + 4, 8));
        i += 3;
      } else {
        bytes.write(field.charAt(i));
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isOctal(String field, int at) {
    return at + 3 <= field.length()
        && field.charAt(at) >= '0'
        && field.charAt(at) <= '3'
        && field.substring(at, at + 3).chars().allMatch(c -> c >= '0' && c <= '7');
  }
}
