package io.cistern.s3.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.xml.XmlWriter;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one answer. A body at hand goes out in one write; a streamed one in pieces from two buffers
 * in turn, the next read while the last is on its way, so a slow client costs those two and no
 * more.
 */
final class OutgoingResponse {
  /** Streamed bodies up to this are sent like those at hand. */
  private static final int AT_ONCE = 64 << 10;

  private final HttpServerResponse response;
  private final Context loop;
  private final RequestHead head;
  private final HttpLimits limits;
  private final BufferPool buffers;
  private final Promise<Void> done = Promise.promise();
  private long sent;

  OutgoingResponse(
      HttpServerResponse response,
      Context loop,
      RequestHead head,
      HttpLimits limits,
      BufferPool buffers) {
    this.response = response;
    this.loop = loop;
    this.head = head;
    this.limits = limits;
    this.buffers = buffers;
  }

  /**
   * Sends head and body. What a source throws before its first bytes is thrown on, and nothing has
   * been sent.
   *
   * @param close whether the connection ends after it
   * @throws SendFailure if the client went away, was too slow, or the body broke off
   */
  void send(S3Response answer, boolean close) {
    switch (answer.body()) {
      case ResponseBody.Empty _ -> end(answer, new byte[0], 0, close);
      case ResponseBody.Whole whole -> end(answer, whole.bytes(), whole.bytes().length, close);
      case ResponseBody.Counted counted -> counted(answer, counted, close);
      case ResponseBody.Late late -> late(answer, late, close);
      case ResponseBody.Streamed streamed -> {
        try (ResponseBody.Source source = streamed.source()) {
          stream(answer, source, streamed.length(), close);
        }
      }
    }
  }

  /** Completes when the last byte is in the socket. */
  Future<Void> done() {
    return done.future();
  }

  /** Bytes of the body that were sent. */
  long sent() {
    return sent;
  }

  private void stream(S3Response answer, ResponseBody.Source source, long length, boolean close) {
    if (isHead()) {
      end(answer, new byte[0], length, close);
    } else if (length >= 0 && length <= AT_ONCE) {
      byte[] bytes = new byte[(int) length];
      if (fill(source, ByteBuffer.wrap(bytes)) < length) {
        throw new IllegalStateException("a body is shorter than its length");
      }
      end(answer, bytes, length, close);
    } else {
      pieces(answer, source, length, close);
    }
  }

  private void end(S3Response answer, byte[] bytes, long length, boolean close) {
    awaitRoom();
    boolean bodiless = isHead() || hasNoLength(answer.status());
    sent = bodiless ? 0 : bytes.length;
    Buffer body = bodiless ? Buffer.buffer() : Buffer.buffer(Unpooled.wrappedBuffer(bytes));
    setHead(answer, length, close);
    loop.runOnContext(_ -> response.end(body).onComplete(done));
  }

  private void counted(S3Response answer, ResponseBody.Counted counted, boolean close) {
    try {
      end(answer, counted.bytes(), counted.bytes().length, close);
    } catch (RuntimeException unsent) {
      counted.sent().run();
      throw unsent;
    }
    done.future().onComplete(_ -> counted.sent().run());
  }

  /** The declaration comes first: before it, white space would make the document malformed. */
  private void late(S3Response answer, ResponseBody.Late late, boolean close) {
    awaitRoom();
    setHead(answer, -1, close);
    write(XmlWriter.DECLARATION.getBytes(US_ASCII));
    byte[] document = document(late);
    while (document.length == 0) {
      write(new byte[] {' '});
      document = document(late);
    }
    int declared = XmlWriter.DECLARATION.length();
    write(Arrays.copyOfRange(document, declared, document.length));
    response.end().onComplete(done);
  }

  /** Empty if it is not there yet. */
  private static byte[] document(ResponseBody.Late late) {
    try {
      return late.document().get(late.pace().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException notYet) {
      return new byte[0];
    } catch (ExecutionException broken) {
      throw new SendFailure("the document broke off", broken);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new SendFailure("the gateway stops", stopping);
    }
  }

  private void write(byte[] bytes) {
    await(response.write(Buffer.buffer(Unpooled.wrappedBuffer(bytes))));
    sent += bytes.length;
  }

  private void pieces(S3Response answer, ResponseBody.Source source, long length, boolean close) {
    ByteBuffer next = buffers.take();
    ByteBuffer underWay = buffers.take();
    int bytes = fill(source, next);
    awaitRoom();
    setHead(answer, length, close);
    Future<Void> written = Future.succeededFuture();
    while (bytes > 0) {
      Future<Void> writing = response.write(Buffer.buffer(Unpooled.wrappedBuffer(next.flip())));
      await(written);
      written = writing;
      sent += bytes;
      ByteBuffer other = underWay.clear();
      underWay = next;
      next = other;
      bytes = length >= 0 && sent >= length ? 0 : read(source, next);
    }
    await(written);
    buffers.giveBack(next);
    buffers.giveBack(underWay);
    if (length >= 0 && sent != length) {
      throw new SendFailure("the body has " + sent + " bytes of " + length);
    }
    response.end().onComplete(done);
  }

  private static int read(ResponseBody.Source source, ByteBuffer target) {
    try {
      return fill(source, target);
    } catch (RuntimeException broken) {
      throw new SendFailure("the body broke off", broken);
    }
  }

  private static int fill(ResponseBody.Source source, ByteBuffer target) {
    int from = target.position();
    while (target.hasRemaining() && source.read(target) >= 0) {}
    return target.position() - from;
  }

  /** Throws before anything is sent if a header cannot be one. */
  private void setHead(S3Response answer, long length, boolean close) {
    response.headers().clear();
    response.setStatusCode(answer.status());
    CommonHeaders.put(response.headers(), head.requestId());
    answer.headers().forEach(field -> response.headers().add(field.getKey(), field.getValue()));
    if (length < 0) {
      response.setChunked(true);
    } else if (!hasNoLength(answer.status())) {
      response.putHeader("Content-Length", Long.toString(length));
    }
    if (close) {
      response.putHeader("Connection", "close");
    }
  }

  /** A client that asks and asks and never reads must not pile up answers. */
  private void awaitRoom() {
    if (response.writeQueueFull()) {
      CompletableFuture<Void> room = new CompletableFuture<>();
      loop.runOnContext(
          _ -> {
            response.drainHandler(_ -> room.complete(null));
            response.exceptionHandler(room::completeExceptionally);
            if (!response.writeQueueFull()) {
              room.complete(null);
            }
          });
      await(room);
    }
  }

  private void await(Future<Void> write) {
    if (!write.succeeded()) {
      await(write.toCompletionStage().toCompletableFuture());
    }
  }

  private void await(CompletableFuture<Void> write) {
    Duration patience = limits.patience(BufferPool.BYTES);
    try {
      write.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException gone) {
      throw new SendFailure("the client went away", gone);
    } catch (TimeoutException slow) {
      throw new SendFailure("the client did not read for " + patience, slow);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new SendFailure("the gateway stops", stopping);
    }
  }

  private boolean isHead() {
    return head.method().equals("HEAD");
  }

  private static boolean hasNoLength(int status) {
    return status == 204 || status == 304;
  }
}
