package io.cistern.s3.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The query of a request, each name and value decoded once: percent escapes as UTF-8 and {@code +}
 * as a space. A name without {@code =} has the empty value. Names have regard to case.
 */
public final class QueryParameters {
  public static final QueryParameters EMPTY = new QueryParameters(List.of());

  /** One parameter, decoded. */
  public record Parameter(String name, String value) {}

  private final List<Parameter> parameters;

  private QueryParameters(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
  }

  /**
   * Parses what follows the {@code ?}.
   *
   * @throws S3Exception {@link S3Error#INVALID_URI} if an escape is broken or not UTF-8
   */
  public static QueryParameters parse(String rawQuery) {
    if (rawQuery.isEmpty()) {
      return EMPTY;
    }
    List<Parameter> parameters = new ArrayList<>();
    for (String pair : rawQuery.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.add(
            new Parameter(PercentEncoding.decodeQuery(name), PercentEncoding.decodeQuery(value)));
      }
    }
    return new QueryParameters(parameters);
  }

  public Optional<String> first(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return Optional.of(parameter.value());
      }
    }
    return Optional.empty();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** In the order they came. */
  public List<Parameter> all() {
    return parameters;
  }
}
