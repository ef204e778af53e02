package io.cistern.pool.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * How much I/O the pods of a volume may do.
 *
 * @param perSecond operations or bytes each second, 1 or more; what is absent is not limited
 */
public record IoLimits(Map<IoLimit, Long> perSecond) {
  public static final IoLimits NONE = new IoLimits(Map.of());

  /** The value of a parameter that takes a limit away. */
  private static final String UNLIMITED = "max";

  /** The kernel counts operations in 32 bits. */
  private static final long MOST_IOPS = 0xFFFF_FFFFL;

  /**
   * The parameters, and what each limits: a wider one first, so that a narrower has the last word.
   */
  private static final SequencedMap<String, List<IoLimit>> PARAMETERS = parameters();

  public IoLimits {
    perSecond.forEach(
        (limit, value) -> {
          if (value < 1 || (isIops(limit) && value > MOST_IOPS)) {
            throw new IllegalArgumentException("not a limit for " + limit + ": " + value);
          }
        });
    Map<IoLimit, Long> sorted = new EnumMap<>(IoLimit.class);
    sorted.putAll(perSecond);
    perSecond = Collections.unmodifiableMap(sorted);
  }

  private static SequencedMap<String, List<IoLimit>> parameters() {
    var parameters = new LinkedHashMap<String, List<IoLimit>>();
    parameters.put("iops", List.of(IoLimit.READ_IOPS, IoLimit.WRITE_IOPS));
    parameters.put("readIops", List.of(IoLimit.READ_IOPS));
    parameters.put("writeIops", List.of(IoLimit.WRITE_IOPS));
    parameters.put("bandwidth", List.of(IoLimit.READ_BANDWIDTH, IoLimit.WRITE_BANDWIDTH));
    parameters.put("readBandwidth", List.of(IoLimit.READ_BANDWIDTH));
    parameters.put("writeBandwidth", List.of(IoLimit.WRITE_BANDWIDTH));
    return Collections.unmodifiableSequencedMap(parameters);
  }

  /** The names of the parameters that say limits, of a StorageClass or VolumeAttributesClass. */
  public static Set<String> parameterNames() {
    return PARAMETERS.sequencedKeySet();
  }

  /**
   * These limits changed by parameters. {@code iops} and {@code bandwidth} are for reads and writes
   * alike, each with the whole of it; {@code readIops}, {@code writeIops}, {@code readBandwidth}
   * and {@code writeBandwidth} for one of them. {@code max} takes a limit away. Absent parameters
   * change nothing; others than {@link #parameterNames()} are not looked at.
   *
   * @throws IllegalArgumentException naming the parameter whose value is none
   */
  public IoLimits with(Map<String, String> parameters) {
    Map<IoLimit, Long> changed = new EnumMap<>(IoLimit.class);
    changed.putAll(perSecond);
    PARAMETERS.forEach(
        (name, limits) -> {
          String text = parameters.get(name);
          if (text != null) {
            limits.forEach(
                limit ->
                    value(name, text, limit)
                        .ifPresentOrElse(
                            value -> changed.put(limit, value), () -> changed.remove(limit)));
          }
        });
    return new IoLimits(changed);
  }

  private static Optional<Long> value(String name, String text, IoLimit limit) {
    if (text.equals(UNLIMITED)) {
      return Optional.empty();
    }
    try {
      return Optional.of(isIops(limit) ? iops(text) : Quantity.parse(text).bytes());
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "parameter %s is %s each second, or max: \"%s\""
              .formatted(name, isIops(limit) ? "1 to " + MOST_IOPS : "a size such as 50Mi", text),
          wrong);
    }
  }

  private static long iops(String text) {
    // Long.parseLong takes signs and digits of other scripts, too.
    if (!text.matches("[0-9]{1,10}")) {
      throw new IllegalArgumentException("not a number");
    }
    long value = Long.parseLong(text);
    if (value < 1 || value > MOST_IOPS) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }

  private static boolean isIops(IoLimit limit) {
    return switch (limit) {
      case READ_IOPS, WRITE_IOPS -> true;
      case READ_BANDWIDTH, WRITE_BANDWIDTH -> false;
    };
  }

  /** What one kind of I/O is limited to; empty if it is not. */
  public Optional<Long> of(IoLimit limit) {
    return Optional.ofNullable(perSecond.get(limit));
  }

  public boolean isNone() {
    return perSecond.isEmpty();
  }
}
