package io.cistern.s3.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open connections. One that stays without a whole head for too long is closed, whatever drips
 * in meanwhile; nothing is scheduled for each request.
 */
final class Connections {
  private static final long LOOK_MILLIS = 500;

  /** The longest document; of other answers less is left when they are handed over. */
  private static final long LEFT_BYTES = 8L << 20;

  private static final class State {
    private int requests;
    private @Nullable IncomingBody body;
    private boolean closing;
    private long restingSince = System.nanoTime();
    private int sending;
    private long sentBy;

    synchronized void began() {
      requests++;
    }

    synchronized void reading(IncomingBody latest) {
      body = latest;
    }

    synchronized void ended() {
      requests--;
      restingSince = System.nanoTime();
      if (requests == 0) {
        body = null;
      }
    }

    synchronized @Nullable IncomingBody body() {
      return body;
    }

    synchronized void closing() {
      closing = true;
    }

    synchronized boolean isClosing() {
      return closing;
    }

    synchronized void sending(Duration patience) {
      sending++;
      sentBy = System.nanoTime() + patience.toNanos();
    }

    synchronized boolean isSending() {
      return sending > 0;
    }

    synchronized void sent() {
      sending--;
      restingSince = System.nanoTime();
    }

    synchronized boolean isStuck() {
      return sending > 0 && System.nanoTime() - sentBy > 0;
    }

    synchronized boolean hasRested(long nanos) {
      return requests == 0 && sending == 0 && System.nanoTime() - restingSince >= nanos;
    }
  }

  private final ConcurrentHashMap<HttpConnection, State> open = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final HttpLimits limits;
  private final long timer;

  Connections(Vertx vertx, HttpLimits limits) {
    this.vertx = vertx;
    this.limits = limits;
    this.timer = vertx.setPeriodic(LOOK_MILLIS, _ -> look());
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

  /** Reminds whoever waits for this body of the time, until the request has ended. */
  void reading(HttpConnection connection, IncomingBody body) {
    State state = open.get(connection);
    if (state != null) {
      state.reading(body);
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

  /**
   * Expects an answer to have gone out within what its client may take for it: a small one, which
   * nobody waits for, or what is left of a large one.
   *
   * @param bytes of the answer
   */
  void sending(HttpConnection connection, long bytes, Future<Void> answer) {
    State state = open.get(connection);
    if (state != null) {
      state.sending(limits.patience(Math.min(bytes, LEFT_BYTES)));
      answer.onComplete(_ -> state.sent());
    }
  }

  /** Whether answers are still on their way. */
  boolean areSending() {
    return open.values().stream().anyMatch(State::isSending);
  }

  /**
   * Closes it without regard to what has not been sent. Closing as Vert.x does waits until that is
   * sent, which a client that does not read would put off for ever.
   */
  static void cut(HttpConnection connection) {
    ((ConnectionBase) connection).channelHandlerContext().close();
  }

  private void look() {
    closeResting(limits.idle().toNanos());
    open.forEach(
        (connection, state) -> {
          if (state.isStuck()) {
            cut(connection);
          }
          IncomingBody body = state.body();
          if (body != null) {
            body.remind();
          }
        });
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

  /** Closes all, whatever is under way. */
  void closeAll() {
    vertx.cancelTimer(timer);
    open.keySet().forEach(Connections::cut);
  }

  int open() {
    return open.size();
  }
}
