package io.cistern.controller.placement;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where something is, or must be, as CSI topology segments.
 *
 * @param asGiven the keys and values as they were said
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#createvolume">CSI
 *     Topology</a>
 */
public record Segments(Map<String, String> asGiven) {
  public Segments {
    asGiven = Map.copyOf(asGiven);
  }

  /** Whether something here satisfies {@code required}. Keys are compared without their case. */
  public boolean isWithin(Segments required) {
    Map<String, String> own = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    own.putAll(asGiven);
    return required.asGiven.entrySet().stream()
        .allMatch(segment -> segment.getValue().equals(own.get(segment.getKey())));
  }

  /** Whether {@code other} has every key of this. Keys are compared without their case. */
  public boolean isOfTheKindOf(Segments other) {
    Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    known.putAll(other.asGiven);
    return known.keySet().containsAll(asGiven.keySet());
  }

  /** For messages: {@code key=value,...}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(asGiven)
        .forEach(
            (key, value) ->
                text.append(text.isEmpty() ? "" : ",")
                    .append(key.toLowerCase(Locale.ROOT))
                    .append('=')
                    .append(value));
    return text.toString();
  }
}
