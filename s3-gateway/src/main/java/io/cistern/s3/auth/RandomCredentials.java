package io.cistern.s3.auth;

import java.security.SecureRandom;
import java.util.Base64;

/** Credentials nobody can guess, in the shape that clients expect. */
public final class RandomCredentials {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomCredentials() {}

  /** 20 letters and digits, 80 bits of them random. */
  public static String accessKey() {
    return "CIST" + letters(16);
  }

  /** 40 characters of base64, 240 random bits. */
  public static String secretKey() {
    byte[] secret = new byte[30];
    RANDOM.nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }

  static String letters(int length) {
    StringBuilder letters = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      letters.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return letters.toString();
  }
}
