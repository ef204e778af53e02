package io.cistern.s3.http;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, between the event loop that brings it and the thread that reads it. A
 * few pieces are asked for ahead; the connection is not read further until they are taken.
 */
final class IncomingBody implements BodySource {
  /** How much of a refused body is taken from its client, and how long, before it is cut off. */
  private static final long DRAINED_BYTES = 8L << 20;

  private static final long DRAINED_MILLIS = 5_000;

  private final HttpServerRequest request;
  private final Context loop;
  private final OptionalLong length;
  private final HttpLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>();
  private boolean continueOwed;
  private boolean ended;
  private boolean failed;
  private boolean discarding;
  private long received;
  private long waitedNanos;
  private boolean waiting;
  private int taken;

  /** On the event loop of the request. */
  IncomingBody(
      HttpServerRequest request,
      Context loop,
      OptionalLong length,
      boolean expectsContinue,
      HttpLimits limits) {
    this.request = request;
    this.loop = loop;
    this.length = length;
    this.limits = limits;
    this.continueOwed = expectsContinue;
    this.ended = isEmpty();
  }

  /** Begins to take pieces. On the event loop, before it returns to the connection. */
  void attach() {
    request.pause();
    request.handler(this::arrived);
    request.endHandler(_ -> end(false));
    request.exceptionHandler(_ -> end(true));
    request.fetch(HttpLimits.PIECES);
  }

  @Override
  public OptionalLong length() {
    return length;
  }

  @Override
  public @Nullable ByteBuffer next() {
    if (continueOwed && (isEmpty() || !hasArrived())) {
      request.response().writeContinue();
    }
    continueOwed = false;
    ByteBuffer piece = await();
    if (piece != null && ++taken >= HttpLimits.PIECES / 2) {
      int more = taken;
      taken = 0;
      loop.runOnContext(_ -> request.fetch(more));
    }
    return piece;
  }

  /** Bytes that have come. */
  long received() {
    lock.lock();
    try {
      return received;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the last byte has come, so that what follows on the connection is another request. */
  boolean hasArrived() {
    lock.lock();
    try {
      return ended || length.isPresent() && received == length.getAsLong();
    } finally {
      lock.unlock();
    }
  }

  /** Of nothing a client may wait for leave to send, too: aws-cli does. */
  private boolean isEmpty() {
    return length.isPresent() && length.getAsLong() == 0;
  }

  /** Whether the client waits for leave to send its body. */
  boolean isHeldBack() {
    return continueOwed;
  }

  /** Lets the rest come and drops it, so that the connection can go on. */
  void discard() {
    lock.lock();
    try {
      discarding = true;
      pieces.clear();
    } finally {
      lock.unlock();
    }
    loop.runOnContext(_ -> request.resume());
  }

  /**
   * As {@link #discard}, for a client that still sends and would not see its answer if the
   * connection were cut under it. On the event loop.
   *
   * @param afterwards once the rest has come, or so much or so long that it is enough
   */
  void drain(Runnable afterwards) {
    if (isOver()) {
      afterwards.run();
      return;
    }
    discard();
    long enough = received() + DRAINED_BYTES;
    request.handler(
        bytes -> {
          arrived(bytes);
          if (received() > enough) {
            afterwards.run();
          }
        });
    request.endHandler(_ -> afterwards.run());
    loop.owner().setTimer(DRAINED_MILLIS, _ -> afterwards.run());
  }

  private boolean isOver() {
    lock.lock();
    try {
      return ended || failed;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable ByteBuffer await() {
    lock.lock();
    try {
      while (pieces.isEmpty() && !ended && !failed) {
        awaitClient();
      }
      if (failed && pieces.isEmpty()) {
        throw new S3Exception(S3Error.INCOMPLETE_BODY);
      }
      return pieces.poll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Until something comes, or {@link #remind}. Time counts only while the gateway waits: a slow
   * disk is not the client's fault.
   */
  private void awaitClient() {
    long left = limits.patience(received).toNanos() - waitedNanos;
    if (left <= 0) {
      throw new S3Exception(S3Error.REQUEST_TIMEOUT);
    }
    long before = System.nanoTime();
    waiting = true;
    try {
      changed.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new S3Exception(S3Error.SERVICE_UNAVAILABLE);
    } finally {
      waiting = false;
    }
    waitedNanos += System.nanoTime() - before;
  }

  /**
   * Lets the thread that waits look at the time: a wait with an end costs far more than one
   * without.
   */
  void remind() {
    lock.lock();
    try {
      if (waiting) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void arrived(Buffer bytes) {
    lock.lock();
    try {
      received += bytes.length();
      if (!discarding && bytes.length() > 0) {
        pieces.add(bytes.getByteBuf().nioBuffer());
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void end(boolean failure) {
    lock.lock();
    try {
      if (failure) {
        failed = !ended;
      } else {
        ended = true;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
