package io.cistern.s3.route;

import io.cistern.s3.api.Operation;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.route.Route.Level;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the operation for a request. It refuses by default: a request that carries a sub-resource
 * no route asked for is NotImplemented, a method nothing answers to is MethodNotAllowed.
 */
public final class Router {
  private final Map<Level, List<Route>> routes = new EnumMap<>(Level.class);

  public Router(List<Route> routes) {
    for (Level level : Level.values()) {
      this.routes.put(
          level,
          routes.stream()
              .filter(route -> route.level() == level)
              .sorted(Comparator.comparingInt(Route::weight).reversed())
              .toList());
    }
  }

  /**
   * The operation for {@code head}.
   *
   * @throws S3Exception {@link S3Error#NOT_IMPLEMENTED} or {@link S3Error#METHOD_NOT_ALLOWED}
   */
  public Operation route(Level level, RequestHead head) {
    Optional<Route> found = find(level, head);
    Optional<String> unasked =
        head.query().all().stream()
            .filter(parameter -> SubResources.isOne(parameter, head.method()))
            .map(QueryParameters.Parameter::name)
            .filter(name -> found.isEmpty() || !asks(found.get(), name))
            .findFirst();
    if (unasked.isPresent()) {
      throw new S3Exception(
          S3Error.NOT_IMPLEMENTED,
          OperationNames.of(head.method(), level, unasked.get()) + " is not implemented.");
    }
    return found
        .map(Route::operation)
        .orElseThrow(
            () ->
                new S3Exception(S3Error.METHOD_NOT_ALLOWED)
                    .withDetail("Method", head.method())
                    .withDetail("ResourceType", level.name()));
  }

  private Optional<Route> find(Level level, RequestHead head) {
    for (Route route : routes.getOrDefault(level, List.of())) {
      if (route.fits(head)) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }

  private static boolean asks(Route route, String parameter) {
    return route.operation().parameters().contains(parameter)
        || route.parameters().stream()
            .anyMatch(asked -> asked.equals(parameter) || asked.startsWith(parameter + "="));
  }
}
