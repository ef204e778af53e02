package io.cistern.s3.cosi;

import java.math.BigInteger;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whole numbers as Kubernetes writes them: {@code 500M}, {@code 10Gi}.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Kubernetes:
 *     Quantity</a>
 */
final class Quantity {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,19})(|[kMGTPE]|[KMGTPE]i)");
  private static final Map<Character, Integer> POWERS =
      Map.of('k', 1, 'K', 1, 'M', 2, 'G', 3, 'T', 4, 'P', 5, 'E', 6);

  private Quantity() {}

  /** The number; empty if the text is none, or too large a one. */
  static OptionalLong parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    String suffix = matcher.group(2);
    int base = suffix.endsWith("i") ? 1024 : 1000;
    int power = suffix.isEmpty() ? 0 : POWERS.getOrDefault(suffix.charAt(0), 0);
    BigInteger value =
        new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(base).pow(power));
    return value.bitLength() < Long.SIZE
        ? OptionalLong.of(value.longValueExact())
        : OptionalLong.empty();
  }
}
