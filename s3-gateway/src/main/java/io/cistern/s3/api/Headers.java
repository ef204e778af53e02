package io.cistern.s3.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Header fields: names without regard to case, values in the order they came, each byte of a value
 * one char (ISO-8859-1), as HTTP has them.
 */
public final class Headers {
  public static final Headers EMPTY = new Headers(List.of());

  private final List<Map.Entry<String, String>> entries;
  private final Map<String, List<String>> byName = new TreeMap<>();

  private Headers(List<Map.Entry<String, String>> entries) {
    this.entries = List.copyOf(entries);
    for (Map.Entry<String, String> entry : entries) {
      byName.computeIfAbsent(lower(entry.getKey()), _ -> new ArrayList<>()).add(entry.getValue());
    }
  }

  public static Headers of(List<Map.Entry<String, String>> entries) {
    return new Headers(entries);
  }

  /** The first value of the field; empty where it is absent. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The values of the field in the order they came. */
  public List<String> all(String name) {
    return byName.getOrDefault(lower(name), List.of());
  }

  public boolean has(String name) {
    return byName.containsKey(lower(name));
  }

  /** Fields as they came. */
  public List<Map.Entry<String, String>> entries() {
    return entries;
  }

  /** Fields whose lower-case names start with {@code prefix}, by the rest of the name. */
  public Map<String, List<String>> startingWith(String prefix) {
    return byName.entrySet().stream()
        .filter(field -> field.getKey().startsWith(prefix))
        .collect(
            Collectors.toMap(
                field -> field.getKey().substring(prefix.length()), Map.Entry::getValue));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
