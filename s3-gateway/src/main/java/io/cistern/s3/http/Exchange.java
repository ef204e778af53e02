package io.cistern.s3.http;

import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Exception;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** One request and its answer, from the event loop through its own thread and back. */
final class Exchange {
  private static final Logger LOG = System.getLogger(Exchange.class.getName());

  private final HttpServerRequest request;
  private final Context loop;
  private final HttpHandler handler;
  private final Connections connections;
  private final RequestHead outline;
  private final IncomingBody body;
  private final OutgoingResponse response;
  private final Instant began = Instant.now();
  private final long beganNanos = System.nanoTime();
  private boolean trusted;

  /** On the event loop of the request. */
  Exchange(
      HttpServerRequest request,
      Context loop,
      HttpHandler handler,
      HttpLimits limits,
      BufferPool buffers,
      Connections connections) {
    this.request = request;
    this.loop = loop;
    this.handler = handler;
    this.connections = connections;
    this.outline = HeadReader.outline(request);
    this.body =
        new IncomingBody(
            request,
            loop,
            lengthOrUnknown(),
            outline.headers().first("expect").filter("100-continue"::equalsIgnoreCase).isPresent(),
            limits);
    this.response = new OutgoingResponse(request.response(), loop, outline, limits, buffers);
    body.attach();
    connections.reading(request.connection(), body);
  }

  /**
   * Runs {@code begin} once the event loop has handed over what it has read: a small body comes
   * with its head, and a thread that began sooner would only wait for it.
   */
  void whenBodyMayHaveCome(Runnable begin) {
    if (body.hasArrived()) {
      begin.run();
    } else {
      loop.runOnContext(_ -> begin.run());
    }
  }

  /** Answers the request. On a thread that may block. */
  Ended run() {
    return finish(answer());
  }

  /** Answers with an error. On a thread that may block. */
  Ended refuse(S3Exception failure) {
    return finish(handler.refuse(outline, failure));
  }

  private Answer answer() {
    try {
      RequestHead head = HeadReader.read(request, outline);
      trusted = true;
      return handler.handle(head, body);
    } catch (S3Exception failure) {
      return handler.refuse(outline, failure);
    }
  }

  private Ended finish(Answer answer) {
    boolean close = mustClose();
    if (close) {
      connections.closing(request.connection());
    }
    Answer sent = answer;
    boolean complete = true;
    try {
      sent = send(answer, close);
    } catch (SendFailure failure) {
      complete = false;
      LOG.log(
          Level.DEBUG,
          () -> "an answer broke off requestId=" + outline.requestId() + ": " + failure);
      Connections.cut(request.connection());
    }
    if (complete) {
      connections.sending(request.connection(), response.sent(), response.done());
      letGo(close);
    }
    return new Ended(
        outline,
        sent,
        began,
        Duration.ofNanos(System.nanoTime() - beganNanos),
        body.received(),
        response.sent(),
        complete);
  }

  private Answer send(Answer answer, boolean close) {
    try {
      response.send(answer.response(), close);
      return answer;
    } catch (SendFailure failure) {
      throw failure;
    } catch (RuntimeException unreadable) {
      Answer refusal = handler.refuse(outline, unreadable);
      response.send(refusal.response(), close);
      return refusal;
    }
  }

  /**
   * Bytes that nobody has read would be taken for the next request; RFC 9112 wants a connection
   * closed whose client may have named two lengths of which Netty hides one; and botocore, refused
   * while it waits for leave to send, would take this status for that of its next request there.
   */
  private boolean mustClose() {
    return !trusted
        || !body.hasArrived()
        || body.isHeldBack()
        || outline.headers().has("transfer-encoding")
        || outline.headers().all("connection").stream().anyMatch("close"::equalsIgnoreCase);
  }

  private void letGo(boolean close) {
    if (!close) {
      body.discard();
    } else if (body.hasArrived() || body.isHeldBack()) {
      response.done().onComplete(_ -> request.connection().close());
    } else {
      // on the loop, where no byte of the body comes in between
      response
          .done()
          .onComplete(_ -> loop.runOnContext(_ -> body.drain(request.connection()::close)));
    }
  }

  private OptionalLong lengthOrUnknown() {
    try {
      return HeadReader.length(outline.headers());
    } catch (S3Exception refusedLater) {
      return OptionalLong.empty();
    }
  }
}
