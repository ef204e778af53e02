package io.cistern.pool.model;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names one pool, everywhere and for ever: random, written once when the pool is made, so it
 * survives a renamed node and a moved disk.
 *
 * @param value 16 lower-case hexadecimal digits
 */
public record PoolId(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

  public PoolId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a pool id is 16 hexadecimal digits");
    }
  }

  public static PoolId random() {
    byte[] bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return new PoolId(HexFormat.of().formatHex(bytes));
  }

  static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
