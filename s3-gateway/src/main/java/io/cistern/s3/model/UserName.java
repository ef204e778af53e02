package io.cistern.s3.model;

import java.util.regex.Pattern;

/**
 * The name of a user: 1 to 64 letters, digits, hyphens, dots, underscores or at signs, a letter or
 * digit first.
 */
public record UserName(String value) implements Comparable<UserName> {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  /**
   * @throws IllegalArgumentException if it is not a legal name
   */
  public UserName {
    if (!isLegal(value)) {
      throw new IllegalArgumentException("not the name of a user: " + value);
    }
  }

  /** Whether {@code value} may be the name of a user. */
  public static boolean isLegal(String value) {
    return LEGAL.matcher(value).matches();
  }

  @Override
  public int compareTo(UserName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
