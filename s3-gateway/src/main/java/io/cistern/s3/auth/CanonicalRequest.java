package io.cistern.s3.auth;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.RequestHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The form of a request that is signed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS:
 *     create a canonical request</a>
 */
final class CanonicalRequest {
  private final String beforeHeaders;
  private final Headers headers;
  private final List<String> signedHeaders;
  private final String payloadHash;

  CanonicalRequest(RequestHead head, List<String> signedHeaders, String payloadHash) {
    this.beforeHeaders =
        head.method() + "\n" + path(head.rawPath()) + "\n" + query(head.query()) + "\n";
    this.headers = head.headers();
    this.signedHeaders = signedHeaders;
    this.payloadHash = payloadHash;
  }

  /** With {@code host} for that header's value. Each char is a byte. */
  String text(String host) {
    StringBuilder text = new StringBuilder(512).append(beforeHeaders);
    for (String name : signedHeaders) {
      text.append(name).append(':');
      if (name.equals("host")) {
        text.append(host);
      } else {
        appendValues(text, headers.all(name));
      }
      text.append('\n');
    }
    return text.append('\n')
        .append(String.join(";", signedHeaders))
        .append('\n')
        .append(payloadHash)
        .toString();
  }

  private static String path(String raw) {
    String path = PercentEncoding.encodePath(PercentEncoding.decodePath(raw));
    return path.isEmpty() ? "/" : path;
  }

  private static String query(QueryParameters query) {
    List<QueryParameters.Parameter> encoded = new ArrayList<>();
    for (QueryParameters.Parameter parameter : query.all()) {
      if (!parameter.name().equals("X-Amz-Signature")) {
        encoded.add(
            new QueryParameters.Parameter(
                PercentEncoding.encode(parameter.name()),
                PercentEncoding.encode(parameter.value())));
      }
    }
    encoded.sort(
        Comparator.comparing(QueryParameters.Parameter::name)
            .thenComparing(QueryParameters.Parameter::value));
    StringBuilder text = new StringBuilder();
    for (QueryParameters.Parameter parameter : encoded) {
      text.append(text.isEmpty() ? "" : "&")
          .append(parameter.name())
          .append('=')
          .append(parameter.value());
    }
    return text.toString();
  }

  private static void appendValues(StringBuilder text, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      appendCollapsed(text, values.get(i));
    }
  }

  /** Without spaces at the ends, and one where there are many. */
  static void appendCollapsed(StringBuilder text, String value) {
    boolean begun = false;
    boolean space = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ' || c == '\t') {
        space = begun;
      } else {
        if (space) {
          text.append(' ');
          space = false;
        }
        text.append(c);
        begun = true;
      }
    }
  }
}
