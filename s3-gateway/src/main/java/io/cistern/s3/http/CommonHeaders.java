package io.cistern.s3.http;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The headers of every answer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html">AWS:
 *     common response headers</a>
 */
final class CommonHeaders {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static volatile Date date = new Date(-1, "");

  private record Date(long second, String text) {}

  private CommonHeaders() {}

  static void put(MultiMap headers, String requestId) {
    headers.add("Server", "Cistern");
    headers.add("Date", now());
    headers.add("x-amz-request-id", requestId);
    headers.add("x-amz-id-2", requestId);
  }

  /** Formatting it costs more than the other headers together, and it changes once a second. */
  private static String now() {
    long second = System.currentTimeMillis() / 1000;
    Date last = date;
    if (last.second() != second) {
      last = new Date(second, FORMAT.format(Instant.ofEpochSecond(second)));
      date = last;
    }
    return last.text();
  }
}
