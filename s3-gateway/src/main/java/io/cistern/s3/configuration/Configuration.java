package io.cistern.s3.configuration;

import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.route.Route;
import io.cistern.s3.store.Buckets;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A configuration of a bucket that clients put, get and delete as one document.
 *
 * @param name what the operations' names have after their verb
 * @param subresource the query parameter that names it
 * @param document its name among the documents of a bucket
 * @param readAction what getting it needs, as policies name it
 * @param writeAction what putting and deleting it need
 * @param missing the answer to a get where there is none
 * @param putStatus the HTTP status of a successful put
 * @param normal validates what was put, and gives what is kept and answered to a get
 */
public record Configuration(
    String name,
    String subresource,
    String document,
    String readAction,
    String writeAction,
    S3Error missing,
    int putStatus,
    UnaryOperator<byte[]> normal) {
  /** The routes of its three operations. */
  public List<Route> routes(Buckets buckets) {
    return List.of(
        route("GET", new GetConfiguration(this, buckets)),
        route("PUT", new PutConfiguration(this, buckets)),
        route("DELETE", new DeleteConfiguration(this, buckets)));
  }

  private Route route(String method, Operation operation) {
    return Route.bucket(method, operation).parameter(subresource);
  }
}
