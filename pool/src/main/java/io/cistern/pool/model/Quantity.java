package io.cistern.pool.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as Kubernetes writes them: {@code 1Gi}, {@code 500M}, {@code 1.5Ti}, {@code 1e9}.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
public final class Quantity {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,20}(?:\\.\\d{1,20})?)(?:([eE]\\d{1,2})|([KMGTPE]i|[kMGTPE])?)");
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("k", BigDecimal.valueOf(1_000L)),
          Map.entry("M", BigDecimal.valueOf(1_000_000L)),
          Map.entry("G", BigDecimal.valueOf(1_000_000_000L)),
          Map.entry("T", BigDecimal.valueOf(1_000_000_000_000L)),
          Map.entry("P", BigDecimal.valueOf(1_000_000_000_000_000L)),
          Map.entry("E", BigDecimal.valueOf(1_000_000_000_000_000_000L)),
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
          Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
          Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

  private Quantity() {}

  /**
   * Bytes, rounded up.
   *
   * @throws IllegalArgumentException for anything else, for zero, and past 2^63-1
   */
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size such as 1Gi: '" + text + "'");
    }
    BigDecimal number =
        matcher.group(2) == null
            ? new BigDecimal(matcher.group(1))
            : new BigDecimal(matcher.group(1) + matcher.group(2));
    BigDecimal unit = matcher.group(3) == null ? BigDecimal.ONE : UNITS.get(matcher.group(3));
    BigDecimal bytes = number.multiply(unit).setScale(0, RoundingMode.CEILING);
    if (bytes.signum() == 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("a size is 1 to 2^63-1 bytes: '" + text + "'");
    }
    return new ByteSize(bytes.longValueExact());
  }
}
