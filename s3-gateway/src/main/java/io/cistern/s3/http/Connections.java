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
    private long restingSince = System.nanoTime();
  }

  private final ConcurrentHashMap<HttpConnection, State> open = new ConcurrentHashMap<>();
  private final HttpLimits limits;

  Connections(Vertx vertx, HttpLimits limits) {
    this.limits = limits;
    vertx.setPeriodic(LOOK_MILLIS, _ -> closeResting(limits.idle().toNanos()));
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
    open.computeIfPresent(
        connection,
        (_, state) -> {
          state.requests++;
          return state;
        });
  }

  void ended(HttpConnection connection) {
    open.computeIfPresent(
        connection,
        (_, state) -> {
          state.requests--;
          state.restingSince = System.nanoTime();
          return state;
        });
  }

  /** Closes those that have had no request for so long. */
  void closeResting(long nanos) {
    long now = System.nanoTime();
    open.forEach(
        (connection, _) ->
            open.computeIfPresent(
                connection,
                (_, state) -> {
                  if (state.requests == 0 && now - state.restingSince >= nanos) {
                    connection.close();
                  }
                  return state;
                }));
  }

  void closeAll() {
    open.keySet().forEach(HttpConnection::close);
  }

  int open() {
    return open.size();
  }
}
