package io.cistern.s3.bucket;

import io.cistern.s3.api.Authorizer;
import io.cistern.s3.api.Principal;
import io.cistern.s3.route.Route;
import io.cistern.s3.store.Buckets;
import java.util.ArrayList;
import java.util.List;

/** The routes of the operations on buckets. */
public final class BucketRoutes {
  private BucketRoutes() {}

  /**
   * @param region the gateway's, where all buckets are
   * @param owner of every bucket
   */
  public static List<Route> routes(
      Buckets buckets, Region region, Principal owner, Authorizer authorizer) {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.service("GET", new ListBuckets(buckets, owner, authorizer)));
    routes.add(Route.bucket("PUT", new CreateBucket(buckets, region)));
    routes.add(Route.bucket("HEAD", new HeadBucket(buckets)));
    routes.add(Route.bucket("DELETE", new DeleteBucket(buckets)));
    routes.add(Route.bucket("GET", new GetBucketLocation(buckets)).parameter("location"));
    routes.add(Route.bucket("GET", new GetBucketVersioning(buckets)).parameter("versioning"));
    routes.add(Route.bucket("PUT", new PutBucketVersioning(buckets)).parameter("versioning"));
    routes.addAll(BucketTagging.CONFIGURATION.routes(buckets));
    return routes;
  }
}
