package io.cistern.s3.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Header fields: names without regard to case, values in the order they came, each byte of a value
 * one char (ISO-8859-1), as HTTP has them.
 */
public final class Headers {
  public static final Headers EMPTY = new Headers(List.of());

  private final List<Map.Entry<String, String>> entries;

  private Headers(List<Map.Entry<String, String>> entries) {
    this.entries = List.copyOf(entries);
  }

  public static Headers of(List<Map.Entry<String, String>> entries) {
    return new Headers(entries);
  }

  /** The first value of the field; empty where it is absent. */
  public Optional<String> first(String name) {
    for (Map.Entry<String, String> entry : entries) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  /** The values of the field in the order they came. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(1);
    for (Map.Entry<String, String> entry : entries) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        values.add(entry.getValue());
      }
    }
    return values;
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** Fields as they came. */
  public List<Map.Entry<String, String>> entries() {
    return entries;
  }

  /** Whether there is a field whose name starts with {@code prefix}. */
  public boolean hasStartingWith(String prefix) {
    for (Map.Entry<String, String> entry : entries) {
      if (entry.getKey().regionMatches(true, 0, prefix, 0, prefix.length())) {
        return true;
      }
    }
    return false;
  }

  /** Fields whose lower-case names start with {@code prefix}, by the rest of the name. */
  public Map<String, List<String>> startingWith(String prefix) {
    Map<String, List<String>> found = new TreeMap<>();
    for (Map.Entry<String, String> entry : entries) {
      if (entry.getKey().regionMatches(true, 0, prefix, 0, prefix.length())) {
        String rest = entry.getKey().substring(prefix.length()).toLowerCase(Locale.ROOT);
        found.computeIfAbsent(rest, _ -> new ArrayList<>()).add(entry.getValue());
      }
    }
    return found;
  }
}
