package io.cistern.s3.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SSLOptions;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Gives the servers a certificate that was replaced. One that cannot be read leaves the old one in
 * use, is logged, and is tried again.
 */
final class TlsReload {
  private static final Logger LOG = System.getLogger(TlsReload.class.getName());
  private static final long LOOK_MILLIS = 2_000;

  private final TlsFiles files;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private FileTime inUse;

  TlsReload(TlsFiles files) throws IOException {
    this.files = files;
    this.inUse = files.changed();
  }

  /** Begins to look; the answer is the timer to cancel. */
  long start(Vertx vertx) {
    return vertx.setPeriodic(
        LOOK_MILLIS,
        _ ->
            vertx.executeBlocking(
                () -> {
                  look();
                  return true;
                }));
  }

  void add(HttpServer server) {
    servers.add(server);
  }

  private synchronized void look() {
    try {
      FileTime changed = files.changed();
      if (!changed.equals(inUse)) {
        for (HttpServer server : servers) {
          server
              .updateSSLOptions(new SSLOptions().setKeyCertOptions(files.options()), true)
              .toCompletionStage()
              .toCompletableFuture()
              .join();
        }
        inUse = changed;
        LOG.log(Level.INFO, "serving a new certificate file=" + files.certificate());
      }
    } catch (IOException | RuntimeException unreadable) {
      LOG.log(
          Level.ERROR,
          "a new certificate cannot be used, the old one stays file=" + files.certificate(),
          unreadable);
    }
  }
}
