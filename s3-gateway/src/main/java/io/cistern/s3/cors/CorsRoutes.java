package io.cistern.s3.cors;

import io.cistern.s3.api.Operation;
import io.cistern.s3.route.Route;
import io.cistern.s3.store.Buckets;
import java.util.List;

/** The routes of CORS. */
public final class CorsRoutes {
  private CorsRoutes() {}

  public static List<Route> routes(Buckets buckets) {
    Operation preflight = new Preflight(buckets);
    return List.of(Route.bucket("OPTIONS", preflight), Route.object("OPTIONS", preflight));
  }
}
