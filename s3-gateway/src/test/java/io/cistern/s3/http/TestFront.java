package io.cistern.s3.http;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.error.ErrorDocument;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;

/** A server on a free port of the loopback address whose requests one function answers. */
public final class TestFront implements AutoCloseable {
  public static final HttpLimits LIMITS =
      new HttpLimits(4096, 8192, 100, 16, Duration.ofSeconds(20), Duration.ofSeconds(20), 1024);

  private final Vertx vertx = Vertx.vertx();
  private final HttpFront front;
  private boolean stopped;
  final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

  public TestFront(HttpLimits limits, BiFunction<RequestHead, BodySource, S3Response> answer) {
    this(limits, Optional.empty(), answer);
  }

  TestFront(
      HttpLimits limits,
      Optional<TlsFiles> tls,
      BiFunction<RequestHead, BodySource, S3Response> answer) {
    HttpHandler handler =
        new HttpHandler() {
          @Override
          public Answer handle(RequestHead head, BodySource body) {
            try {
              return new Answer(answer.apply(head, body), "Test", "", "");
            } catch (S3Exception failure) {
              return refuse(head, failure);
            }
          }

          @Override
          public Answer refuse(RequestHead head, RuntimeException failure) {
            S3Exception error =
                failure instanceof S3Exception known
                    ? known
                    : new S3Exception(S3Error.INTERNAL_ERROR);
            return new Answer(ErrorDocument.render(error, head), "Test", error.error().code(), "");
          }
        };
    HttpFront.Address address = new HttpFront.Address("127.0.0.1", 0, tls);
    this.front = HttpFront.start(vertx, address, limits, handler, ended::add);
  }

  public HttpFront front() {
    return front;
  }

  RawClient connect() {
    return RawClient.connect(front.port());
  }

  /** Stops it, once. */
  void stop(Duration patience) {
    if (!stopped) {
      stopped = true;
      front.stop(patience);
    }
  }

  @Override
  public void close() {
    stop(Duration.ofSeconds(1));
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
