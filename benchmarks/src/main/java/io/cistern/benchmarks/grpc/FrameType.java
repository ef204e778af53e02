package io.cistern.benchmarks.grpc;

/**
 * The numbers of HTTP/2 that are used here.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6">RFC 9113, section 6</a>
 */
final class FrameType {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;

  /** Flags. */
  static final int END_STREAM = 1;

  static final int ACKNOWLEDGEMENT = 1;
  static final int END_HEADERS = 4;

  private FrameType() {}
}
