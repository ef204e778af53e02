package io.cistern.s3.app;

import io.cistern.s3.auth.RootCredentials;
import io.cistern.s3.dispatch.Dispatcher;
import io.cistern.s3.dispatch.DocumentMemory;
import io.cistern.s3.dispatch.ExpectedOwner;
import io.cistern.s3.http.Ended;
import io.cistern.s3.http.HttpFront;
import io.cistern.s3.http.HttpLimits;
import io.cistern.s3.http.TlsFiles;
import io.cistern.s3.route.Addressing;
import io.cistern.s3.route.Route;
import io.cistern.s3.route.Router;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.store.StoreOptions;
import io.cistern.s3.store.rocks.RocksStore;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A gateway at work: its store, and the servers before it. */
final class Gateway implements AutoCloseable {
  private final GatewayConfig config;
  private final RocksStore store;
  private final Sockets sockets;
  private final HttpFront front;

  private Gateway(GatewayConfig config, RocksStore store, Sockets sockets, HttpFront front) {
    this.config = config;
    this.store = store;
    this.sockets = sockets;
    this.front = front;
  }

  /**
   * Opens the store and serves it; connections are accepted on return.
   *
   * @param listener is told of every request
   * @throws IllegalArgumentException if the configuration is not enough, saying what to do
   */
  static Gateway start(Vertx vertx, GatewayConfig config, Ended.Listener listener) {
    Path directory =
        config
            .directory()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "set cistern.s3.directory (CISTERN_S3_DIRECTORY) to the directory of the"
                            + " object store, on a disk that honours fsync"));
    RootCredentials root = RootCredentialsSource.of(config);
    Optional<TlsFiles> tls = tls(config.tls());
    RocksStore store = RocksStore.open(StoreOptions.in(directory));
    try {
      Sockets sockets = Sockets.open(config, store);
      try {
        HttpFront front =
            HttpFront.start(
                vertx,
                new HttpFront.Address(config.host(), config.port(), tls),
                limits(config.limits()),
                dispatcher(config, store, root),
                listener);
        return new Gateway(config, store, sockets, front);
      } catch (RuntimeException failure) {
        sockets.close();
        throw failure;
      }
    } catch (RuntimeException failure) {
      store.close();
      throw failure;
    }
  }

  ObjectStore store() {
    return store;
  }

  HttpFront front() {
    return front;
  }

  /** Lets requests under way finish, then closes the store. */
  @Override
  public void close() {
    front.stop(config.stopPatience());
    sockets.close();
    store.close();
  }

  private static Dispatcher dispatcher(
      GatewayConfig config, ObjectStore store, RootCredentials root) {
    Security security = Security.of(config, store, root);
    return new Dispatcher(
        new Addressing(config.domains().orElse(List.of())),
        router(Routes.of(store, security, config)),
        security.authenticator(),
        security.authorizer(),
        new ExpectedOwner(security.owner()),
        new BucketCors(store.buckets()));
  }

  private static Router router(List<Route> routes) {
    DocumentMemory documents = DocumentMemory.ofThisProcess();
    return new Router(routes.stream().map(route -> route.by(documents::hold)).toList());
  }

  private static HttpLimits limits(GatewayConfig.Limits limits) {
    return new HttpLimits(
        limits.requestLine(),
        limits.head(),
        limits.connections(),
        limits.requests(),
        limits.idle(),
        limits.grace(),
        limits.bytesPerSecond());
  }

  private static Optional<TlsFiles> tls(GatewayConfig.Tls tls) {
    if (tls.certificate().isPresent() != tls.key().isPresent()) {
      throw new IllegalArgumentException(
          "set both cistern.s3.tls.certificate and cistern.s3.tls.key, or neither");
    }
    return tls.certificate().map(certificate -> new TlsFiles(certificate, tls.key().orElseThrow()));
  }
}
