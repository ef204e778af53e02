package io.cistern.s3.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open connections. One that stays without a whole head for too long is closed, whatever drips
 * in meanwhile; nothing is scheduled for each request.
 */
final class Connections {
  private static final long LOOK_MILLIS = 500;

  private static final class State {
    private int requests;
    private boolean closing;
    private long restingSince = System.nanoTime();

    synchronized void began() {
      requests++;
    }

    synchronized void ended() {
      requests--;
      restingSince = System.nanoTime();
    }

    synchronized void closing() {
      closing = true;
    }

    synchronized boolean isClosing() {
      return closing;
    }

    synchronized boolean hasRested(long nanos) {
      return requests == 0 && System.nanoTime() - restingSince >= nanos;
    }
  }

  private final ConcurrentHashMap<HttpConnection, State> open = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final HttpLimits limits;
  private final long timer;

  Connections(Vertx vertx, HttpLimits limits) {
    this.vertx = vertx;
    this.limits = limits;
    this.timer = vertx.setPeriodic(LOOK_MILLIS, _ -> closeResting(limits.idle().toNanos()));
  }

  /** Closes it at once if there are too many. */
  void opened(HttpConnection connection) {
    if (open.size() >= limits.maxConnections()) {
      connection.close();
    } else {
      open.put(connection, new State());
      connection.closeHandler(_ -> open.remove(connection));
    }
  }

  void began(HttpConnection connection) {
    State state = open.get(connection);
    if (state != null) {
      state.began();
    }
  }

  void ended(HttpConnection connection) {
    State state = open.get(connection);
    if (state != null) {
      state.ended();
    }
  }

  /** Takes no further request from it: what comes now was not meant, or not for this server. */
  void closing(HttpConnection connection) {
    State state = open.get(connection);
    if (state != null) {
      state.closing();
    }
  }

  boolean isClosing(HttpConnection connection) {
    State state = open.get(connection);
    return state == null || state.isClosing();
  }

  /** Closes those that have had no request for so long. */
  void closeResting(long nanos) {
    open.forEach(
        (connection, state) -> {
          if (state.hasRested(nanos)) {
            connection.close();
          }
        });
  }

  void closeAll() {
    vertx.cancelTimer(timer);
    open.keySet().forEach(HttpConnection::close);
  }

  int open() {
    return open.size();
  }
}
