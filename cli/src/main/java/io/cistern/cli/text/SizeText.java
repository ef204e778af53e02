package io.cistern.cli.text;

import io.cistern.pool.model.ByteSize;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as people and Kubernetes write them: bytes ({@code 1048576}), powers of 1024 ({@code 10Gi},
 * {@code 10GiB}) and powers of 1000 ({@code 10G}, {@code 10GB}). Fractions are allowed if they come
 * out at whole bytes.
 */
public final class SizeText {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?) ?(?:([kKMGTPE])(i?))?B?");
  private static final Map<String, Integer> POWERS =
      Map.of("K", 1, "M", 2, "G", 3, "T", 4, "P", 5, "E", 6);

  private SizeText() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming the text and the forms
   */
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw wrong(text);
    }
    BigDecimal value = new BigDecimal(matcher.group(1));
    String unit = matcher.group(2);
    if (unit != null) {
      int step = "i".equals(matcher.group(3)) ? 1024 : 1000;
      Integer power = POWERS.get(unit.toUpperCase(java.util.Locale.ROOT));
      value = value.multiply(BigDecimal.valueOf(step).pow(power == null ? 0 : power));
    }
    try {
      return new ByteSize(value.longValueExact());
    } catch (ArithmeticException tooLargeOrBroken) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "a size is a number of bytes, or one with a unit, such as 10Gi, 512Mi or 10G; not \""
            + text
            + "\"");
  }
}
