package io.cistern.protocol.transport;

import io.grpc.Context;
import io.grpc.Metadata;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** What is known of the call that the current thread works for. */
public final class CallContext {
  static final Metadata.Key<String> REQUEST_ID_HEADER =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
  static final Context.Key<CallContext> KEY = Context.key("cistern-call");
  private static final Pattern REQUEST_ID = Pattern.compile("[-._a-zA-Z0-9]{1,64}");

  private final String requestId;
  private volatile String subject = "";

  private CallContext(String requestId) {
    this.requestId = requestId;
  }

  /** The id the client sent along if it is a fit one, or a new one. */
  static CallContext begin(Metadata headers) {
    String given = headers.get(REQUEST_ID_HEADER);
    return new CallContext(
        given != null && REQUEST_ID.matcher(given).matches() ? given : newRequestId());
  }

  static String newRequestId() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /**
   * The id that ties together the log lines of one request across the services; empty outside of a
   * call.
   */
  public static String requestId() {
    CallContext current = KEY.get();
    return current == null ? "" : current.requestId;
  }

  String id() {
    return requestId;
  }

  /** Which volume or snapshot the request names, as key=value for the log; empty for none. */
  String subject() {
    return subject;
  }

  void about(String newSubject) {
    subject = newSubject;
  }
}
