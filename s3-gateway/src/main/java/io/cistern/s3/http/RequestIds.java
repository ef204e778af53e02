package io.cistern.s3.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Names of requests: 16 hexadecimal digits, as AWS's look. */
final class RequestIds {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private RequestIds() {}

  static String next() {
    return HEX.toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
