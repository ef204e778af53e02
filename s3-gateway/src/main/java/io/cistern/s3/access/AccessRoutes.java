package io.cistern.s3.access;

import io.cistern.s3.api.Principal;
import io.cistern.s3.route.Route;
import io.cistern.s3.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/** The routes of ACLs and of the configurations that close a bucket. */
public final class AccessRoutes {
  private AccessRoutes() {}

  /**
   * @param owner of every bucket
   */
  public static List<Route> routes(ObjectStore store, Principal owner) {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.bucket("GET", new GetBucketAcl(store.buckets(), owner)).parameter("acl"));
    routes.add(Route.bucket("PUT", new PutBucketAcl(store.buckets(), owner)).parameter("acl"));
    routes.add(Route.object("GET", new GetObjectAcl(store.objects(), owner)).parameter("acl"));
    routes.add(Route.object("PUT", new PutObjectAcl(store.objects(), owner)).parameter("acl"));
    routes.add(Route.bucket("GET", new GetBucketPolicy(store.buckets())).parameter("policy"));
    routes.addAll(Ownership.CONFIGURATION.routes(store.buckets()));
    routes.addAll(PublicAccessBlock.CONFIGURATION.routes(store.buckets()));
    return routes;
  }
}
