package io.cistern.s3.post;

import io.cistern.s3.api.Authorizer;
import io.cistern.s3.auth.Authenticator;
import io.cistern.s3.object.ObjectUrls;
import io.cistern.s3.route.Route;
import io.cistern.s3.store.ObjectStore;
import java.time.Clock;
import java.util.List;

/** The routes of uploads by forms. */
public final class PostRoutes {
  private PostRoutes() {}

  public static List<Route> routes(
      ObjectStore store,
      Authenticator authenticator,
      Authorizer authorizer,
      ObjectUrls urls,
      Clock clock) {
    return List.of(
        Route.bucket("POST", new PostObject(store, authenticator, authorizer, urls, clock)));
  }
}
