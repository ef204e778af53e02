package io.cistern.s3.cors;

import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.configuration.Configuration;
import io.cistern.s3.route.Route;
import io.cistern.s3.store.Buckets;
import java.util.ArrayList;
import java.util.List;

/** The routes of CORS. */
public final class CorsRoutes {
  private static final Configuration CORS =
      new Configuration(
          "BucketCors",
          "cors",
          CorsConfiguration.DOCUMENT,
          "s3:GetBucketCORS",
          "s3:PutBucketCORS",
          S3Error.NO_SUCH_CORS_CONFIGURATION,
          200,
          document -> CorsConfiguration.parse(document).xml());

  private CorsRoutes() {}

  public static List<Route> routes(Buckets buckets) {
    Operation preflight = new Preflight(buckets);
    List<Route> routes = new ArrayList<>(CORS.routes(buckets));
    routes.add(Route.bucket("OPTIONS", preflight));
    routes.add(Route.object("OPTIONS", preflight));
    return routes;
  }
}
