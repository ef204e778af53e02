package io.cistern.s3.object;

import io.cistern.s3.route.Route;
import io.cistern.s3.store.ObjectStore;
import java.util.List;

/** The operations on objects. */
public final class ObjectRoutes {
  private ObjectRoutes() {}

  /** Their routes. */
  public static List<Route> routes(ObjectStore store) {
    return List.of(
        Route.object("PUT", new PutObject(store)),
        Route.object("GET", new GetObject(store)),
        Route.object("HEAD", new HeadObject(store)),
        Route.object("DELETE", new DeleteObject(store)),
        Route.object("GET", new GetObjectTagging(store)).parameter("tagging"),
        Route.object("PUT", new PutObjectTagging(store)).parameter("tagging"),
        Route.object("DELETE", new DeleteObjectTagging(store)).parameter("tagging"));
  }
}
