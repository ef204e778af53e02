package io.cistern.s3.app;

import io.cistern.s3.access.AccessRoutes;
import io.cistern.s3.api.Authorizer;
import io.cistern.s3.api.Principal;
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
import java.util.List;
import java.util.stream.Stream;

/** All that the gateway answers to: the routes of every family of operations. */
final class Routes {
  private Routes() {}

  static List<Route> of(ObjectStore store, Security security, GatewayConfig config) {
    Principal owner = security.owner();
    Authorizer authorizer = security.authorizer();
    ObjectUrls urls = new ObjectUrls(config.externalUrl());
    return Stream.<List<Route>>of(
            BucketRoutes.routes(store.buckets(), new Region(config.region()), owner, authorizer),
            ObjectRoutes.routes(store, authorizer),
            ListRoutes.routes(store, owner),
            MultipartRoutes.routes(store, owner, urls),
            AccessRoutes.routes(store, owner),
            CorsRoutes.routes(store.buckets()),
            PostRoutes.routes(store, security.authenticator(), authorizer, urls, security.clock()))
        .flatMap(List::stream)
        .toList();
  }
}
