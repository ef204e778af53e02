package io.cistern.s3.object;

import io.cistern.s3.api.Authorizer;
import io.cistern.s3.route.Route;
import io.cistern.s3.store.ObjectStore;
import java.util.List;

/** The operations on objects. */
public final class ObjectRoutes {
  private ObjectRoutes() {}

  /**
   * Their routes.
   *
   * @param authorizer asked where only the body, or the object, says what is done
   */
  public static List<Route> routes(ObjectStore store, Authorizer authorizer) {
    return List.of(
        Route.object("PUT", new PutObject(store)),
        Route.object("GET", new GetObject(store)),
        Route.object("HEAD", new HeadObject(store)),
        Route.object("DELETE", new DeleteObject(store)),
        Route.object("PUT", LongOperation.of(new CopyObject(store, authorizer)))
            .header(CopySource.HEADER),
        Route.bucket("POST", new DeleteObjects(store, authorizer)).parameter("delete"),
        Route.object("GET", new GetObjectAttributes(store)).parameter("attributes"),
        Route.object("GET", new GetObjectTagging(store)).parameter("tagging"),
        Route.object("PUT", new PutObjectTagging(store)).parameter("tagging"),
        Route.object("DELETE", new DeleteObjectTagging(store)).parameter("tagging"));
  }
}
