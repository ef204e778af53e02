package io.cistern.pool.model;

import java.util.regex.Pattern;

/**
 * What people call a pool. Pools of the same name on several nodes serve the same StorageClass.
 *
 * @param value a DNS label: at most 63 of a-z, 0-9 and '-', with a letter or digit at both ends
 */
public record PoolName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  public PoolName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a pool name has at most 63 of a-z, 0-9 and '-', with a letter or digit at both ends");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
