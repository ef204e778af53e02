package io.cistern.s3.route;

import io.cistern.s3.api.Operation;
import io.cistern.s3.api.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Which requests an operation answers: the method, what is addressed, and the query parameters and
 * headers that must be there. Of several routes that fit, the one that asks for most is taken.
 *
 * @param parameters query parameters, as {@code name} or {@code name=value}
 * @param headers header fields that must be present
 */
public record Route(
    String method,
    Level level,
    List<String> parameters,
    List<String> headers,
    Operation operation) {
  /** What a request addresses. */
  public enum Level {
    SERVICE,
    BUCKET,
    OBJECT
  }

  public Route {
    parameters = List.copyOf(parameters);
    headers = List.copyOf(headers);
  }

  public static Route service(String method, Operation operation) {
    return new Route(method, Level.SERVICE, List.of(), List.of(), operation);
  }

  public static Route bucket(String method, Operation operation) {
    return new Route(method, Level.BUCKET, List.of(), List.of(), operation);
  }

  public static Route object(String method, Operation operation) {
    return new Route(method, Level.OBJECT, List.of(), List.of(), operation);
  }

  /** Which is answered by what {@code decorator} makes of the operation. */
  public Route by(UnaryOperator<Operation> decorator) {
    return new Route(method, level, parameters, headers, decorator.apply(operation));
  }

  /** Which also asks for a query parameter: {@code name}, or {@code name=value}. */
  public Route parameter(String parameter) {
    List<String> more = new ArrayList<>(parameters);
    more.add(parameter);
    return new Route(method, level, more, headers, operation);
  }

  /** Which also asks for a header field. */
  public Route header(String name) {
    List<String> more = new ArrayList<>(headers);
    more.add(name);
    return new Route(method, level, parameters, more, operation);
  }

  /** Whether a request that addresses the level is one of these. */
  boolean fits(RequestHead head) {
    return head.method().equals(method) && areThere(head);
  }

  private boolean areThere(RequestHead head) {
    for (String parameter : parameters) {
      if (!isThere(parameter, head)) {
        return false;
      }
    }
    for (String header : headers) {
      if (!head.headers().has(header)) {
        return false;
      }
    }
    return true;
  }

  /** How much it asks for. */
  int weight() {
    return parameters.size() + headers.size();
  }

  private static boolean isThere(String parameter, RequestHead head) {
    int equals = parameter.indexOf('=');
    return equals < 0
        ? head.query().has(parameter)
        : head.query()
            .first(parameter.substring(0, equals))
            .filter(parameter.substring(equals + 1)::equals)
            .isPresent();
  }
}
