package io.cistern.benchmarks.grpc;

import java.nio.charset.StandardCharsets;

/** The end of an answer: as no table is used, names and values stand there as they are. */
final class Trailers {
  private static final String STATUS = "grpc-status";
  private static final String OK = "0";

  private Trailers() {}

  /**
   * @throws IllegalStateException if they say that the call failed, or nothing of its status
   */
  static void requireOk(String method, byte[] block) {
    String text = new String(block, StandardCharsets.ISO_8859_1);
    int name = text.indexOf(STATUS);
    int length = name + STATUS.length();
    if (name < 0 || !text.startsWith(OK, length + 1) || text.charAt(length) != OK.length()) {
      throw new IllegalStateException(method + " failed: " + text.replaceAll("[^ -~]", " "));
    }
  }
}
