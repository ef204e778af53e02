package io.cistern.s3.list;

import io.cistern.s3.api.Principal;
import io.cistern.s3.route.Route;
import io.cistern.s3.store.ObjectStore;
import java.util.List;

/** The lists of a bucket. */
public final class ListRoutes {
  private ListRoutes() {}

  /**
   * Their routes.
   *
   * @param owner of every object: the owner of its bucket
   */
  public static List<Route> routes(ObjectStore store, Principal owner) {
    return List.of(
        Route.bucket("GET", new ListObjects(store, owner)),
        Route.bucket("GET", new ListObjectsV2(store, owner)).parameter("list-type=2"),
        Route.bucket("GET", new ListObjectVersions(store, owner)).parameter("versions"));
  }
}
