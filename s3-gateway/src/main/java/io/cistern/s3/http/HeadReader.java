package io.cistern.s3.http;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The head of a request as it came, with what RFC 9112 makes a server refuse: two ideas of where
 * the body ends, or of which host is meant.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112: message body
 *     length</a>
 */
final class HeadReader {
  private HeadReader() {}

  /** What can be said of any request, even one that will be refused. */
  static RequestHead outline(HttpServerRequest request) {
    String uri = originForm(String.valueOf(request.uri()));
    int query = uri.indexOf('?');
    return new RequestHead(
        RequestIds.next(),
        request.method().name(),
        query < 0 ? uri : uri.substring(0, query),
        query < 0 ? "" : uri.substring(query + 1),
        Headers.of(request.headers().entries()),
        QueryParameters.EMPTY,
        request.isSSL(),
        peer(request));
  }

  /**
   * The head with its query decoded.
   *
   * @throws S3Exception if the head cannot be trusted
   */
  static RequestHead read(HttpServerRequest request, RequestHead outline) {
    checkFraming(outline.headers());
    checkHost(request, outline.headers());
    if (!outline.rawPath().startsWith("/")) {
      throw new S3Exception(S3Error.INVALID_URI);
    }
    return new RequestHead(
        outline.requestId(),
        outline.method(),
        outline.rawPath(),
        outline.rawQuery(),
        outline.headers(),
        QueryParameters.parse(outline.rawQuery()),
        outline.secure(),
        outline.peer());
  }

  /** The length of the body: 0 where there is none, empty where it is chunked. */
  static OptionalLong length(Headers headers) {
    if (headers.has("transfer-encoding")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(headers.first("content-length").map(HeadReader::parse).orElse(0L));
  }

  private static long parse(String length) {
    String digits = length.strip();
    if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(HeadReader::isDigit)) {
      throw new S3Exception(S3Error.INVALID_REQUEST, "Content-Length is not a number.");
    }
    return Long.parseLong(digits);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static void checkFraming(Headers headers) {
    List<String> coding = headers.all("transfer-encoding");
    List<String> length = headers.all("content-length");
    if (!coding.isEmpty() && !length.isEmpty() || length.size() > 1 || coding.size() > 1) {
      throw new S3Exception(S3Error.INVALID_REQUEST, "The length of the body is ambiguous.");
    }
    if (!coding.isEmpty() && !coding.getFirst().strip().equalsIgnoreCase("chunked")) {
      throw new S3Exception(S3Error.NOT_IMPLEMENTED, "The only transfer coding is chunked.");
    }
  }

  private static void checkHost(HttpServerRequest request, Headers headers) {
    List<String> hosts = headers.all("host");
    if (hosts.size() > 1 || hosts.isEmpty() && request.version() != HttpVersion.HTTP_1_0) {
      throw new S3Exception(S3Error.INVALID_REQUEST, "A request has one Host header.");
    }
    String uri = String.valueOf(request.uri());
    int scheme = schemeEnd(uri);
    if (scheme > 0) {
      int end = authorityEnd(uri, scheme);
      if (hosts.isEmpty() || !uri.substring(scheme, end).equalsIgnoreCase(hosts.getFirst())) {
        throw new S3Exception(S3Error.INVALID_REQUEST, "The URI names another host than Host.");
      }
    }
  }

  /** An absolute-form target without scheme and authority; any other as it is. */
  private static String originForm(String uri) {
    int scheme = schemeEnd(uri);
    if (scheme < 0) {
      return uri;
    }
    String rest = uri.substring(authorityEnd(uri, scheme));
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  private static int schemeEnd(String uri) {
    if (uri.startsWith("/")) {
      return -1;
    }
    String lower = uri.substring(0, Math.min(8, uri.length())).toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
  }

  private static int authorityEnd(String uri, int from) {
    for (int i = from; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return uri.length();
  }

  private static String peer(HttpServerRequest request) {
    return request.remoteAddress() == null
        ? ""
        : String.valueOf(request.remoteAddress().hostAddress());
  }
}
