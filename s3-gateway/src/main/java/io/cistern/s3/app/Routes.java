package io.cistern.s3.app;

import io.cistern.s3.access.AccessRoutes;
import io.cistern.s3.api.Authorizer;
import io.cistern.s3.api.Principal;
import io.cistern.s3.auth.Authenticator;
import io.cistern.s3.bucket.BucketRoutes;
import io.cistern.s3.bucket.Region;
import io.cistern.s3.cors.CorsRoutes;
import io.cistern.s3.list.ListRoutes;
import io.cistern.s3.multipart.MultipartRoutes;
import io.cistern.s3.object.ObjectRoutes;
import io.cistern.s3.object.ObjectUrls;
import io.cistern.s3.post.PostRoutes;
import io.cistern.s3.route.Route;
import io.cistern.s3.store.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** All that the gateway answers to: the routes of every family of operations. */
final class Routes {
  private Routes() {}

  static List<Route> of(
      ObjectStore store,
      Authenticator authenticator,
      Authorizer authorizer,
      Principal owner,
      GatewayConfig config,
      Clock clock) {
    ObjectUrls urls = new ObjectUrls(config.externalUrl());
    return Stream.<List<Route>>of(
            BucketRoutes.routes(store.buckets(), new Region(config.region()), owner, authorizer),
            ObjectRoutes.routes(store, authorizer),
            ListRoutes.routes(store, owner),
            MultipartRoutes.routes(store, owner, urls),
            AccessRoutes.routes(store, owner),
            CorsRoutes.routes(store.buckets()),
            PostRoutes.routes(store, authenticator, authorizer, urls, clock))
        .flatMap(List::stream)
        .toList();
  }
}
