package io.cistern.s3.cors;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One rule: which origins may do what.
 *
 * @param origins each with one {@code *} at most, compared with regard to case
 * @param headers each with one {@code *} at most, compared without regard to case
 * @param maxAgeSeconds how long a browser may keep the answer to a preflight
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html">AWS:
 *     CORSRule</a>
 */
record CorsRule(
    Optional<String> id,
    List<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> exposed,
    OptionalInt maxAgeSeconds) {
  CorsRule {
    origins = List.copyOf(origins);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    exposed = List.copyOf(exposed);
  }

  boolean allows(String origin, String method) {
    return methods.contains(method)
        && origins.stream().anyMatch(pattern -> matches(pattern, origin));
  }

  boolean allowsHeaders(List<String> requested) {
    return requested.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .allMatch(
            name ->
                headers.stream()
                    .anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), name)));
  }

  /** Whether any page of the web may. */
  boolean allowsAnyOrigin() {
    return origins.contains("*");
  }

  private static boolean matches(String pattern, String text) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(text);
    }
    String before = pattern.substring(0, star);
    String after = pattern.substring(star + 1);
    return text.length() >= before.length() + after.length()
        && text.startsWith(before)
        && text.endsWith(after);
  }
}
