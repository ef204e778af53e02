package io.cistern.s3.cors;

import io.cistern.s3.model.BucketSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The headers that tell a browser which page may read an answer, given the rules of the bucket the
 * request addressed. They go with every answer, errors too, or a page cannot tell why it failed.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch: CORS protocol</a>
 */
public final class CorsHeaders {
  private static final Map.Entry<String, String> VARY =
      Map.entry("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");

  private CorsHeaders() {}

  /**
   * The headers of the answer to a request; none where the bucket has no rules, only {@code Vary}
   * where no rule fits. A preflight brings its own, so for {@code OPTIONS} there are none.
   *
   * @param method of the request
   * @param origin the value of its Origin header
   */
  public static List<Map.Entry<String, String>> of(
      BucketSettings settings, String method, Optional<String> origin) {
    if (method.equals("OPTIONS") || !settings.documents().containsKey(CorsConfiguration.DOCUMENT)) {
      return List.of();
    }
    return origin
        .flatMap(
            page ->
                CorsConfiguration.of(settings).stream()
                    .flatMap(configuration -> configuration.rules().stream())
                    .filter(rule -> rule.allows(page, method))
                    .findFirst()
                    .map(rule -> granted(rule, page)))
        .orElse(List.of(VARY));
  }

  /** The headers of an answer that {@code rule} lets pages of {@code origin} read. */
  static List<Map.Entry<String, String>> granted(CorsRule rule, String origin) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    if (rule.allowsAnyOrigin()) {
      headers.add(Map.entry("Access-Control-Allow-Origin", "*"));
    } else {
      headers.add(Map.entry("Access-Control-Allow-Origin", origin));
      headers.add(Map.entry("Access-Control-Allow-Credentials", "true"));
    }
    headers.add(Map.entry("Access-Control-Allow-Methods", String.join(", ", rule.methods())));
    if (!rule.exposed().isEmpty()) {
      headers.add(Map.entry("Access-Control-Expose-Headers", String.join(", ", rule.exposed())));
    }
    rule.maxAgeSeconds()
        .ifPresent(
            seconds -> headers.add(Map.entry("Access-Control-Max-Age", Integer.toString(seconds))));
    headers.add(VARY);
    return headers;
  }
}
