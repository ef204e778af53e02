package io.cistern.benchmarks.grpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The headers of a gRPC request, compressed without a table: the same bytes for every call of a
 * method.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541">RFC 7541</a>
 */
final class RequestHeaders {
  private static final int METHOD_POST = 0x83;
  private static final int SCHEME_HTTP = 0x86;
  private static final int AUTHORITY = 1;
  private static final int PATH = 4;
  private static final int CONTENT_TYPE = 31;
  private static final int USER_AGENT = 58;
  private static final int LARGEST_IN_PREFIX = 15;
  private static final Map<String, byte[]> KNOWN = new ConcurrentHashMap<>();

  private RequestHeaders() {}

  static byte[] of(String method) {
    byte[] known = KNOWN.get(method);
    return known != null ? known : KNOWN.computeIfAbsent(method, RequestHeaders::block);
  }

  private static byte[] block(String method) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(METHOD_POST);
    block.write(SCHEME_HTTP);
    known(block, PATH, "/" + method);
    known(block, AUTHORITY, "localhost");
    known(block, CONTENT_TYPE, "application/grpc");
    known(block, USER_AGENT, "cistern-benchmark");
    named(block, "te", "trailers");
    named(block, "grpc-accept-encoding", "gzip");
    named(block, "grpc-timeout", "120S");
    return block.toByteArray();
  }

  /** A header whose name is in the static table. */
  private static void known(ByteArrayOutputStream block, int index, String value) {
    if (index < LARGEST_IN_PREFIX) {
      block.write(index);
    } else {
      block.write(LARGEST_IN_PREFIX);
      block.write(index - LARGEST_IN_PREFIX);
    }
    text(block, value);
  }

  private static void named(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    text(block, name);
    text(block, value);
  }

  /** Not longer than the 126 bytes whose length takes one byte. */
  private static void text(ByteArrayOutputStream block, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
    block.write(bytes.length);
    block.writeBytes(bytes);
  }
}
