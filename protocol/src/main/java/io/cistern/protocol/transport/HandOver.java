package io.cistern.protocol.transport;

import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Gives a call to its thread when all of the request has arrived; until then the event loop keeps
 * it, and nothing of ours has run. Left to itself, gRPC begins a call on its thread, which asks the
 * event loop for the message, which gives it to the thread again: twice as many changes of thread,
 * and on a machine with few processors these are most of what a short call costs.
 *
 * <p>For methods whose clients send one message, of bytes that are not parsed yet.
 */
final class HandOver implements ServerInterceptor {
  private final Executor threads;

  /**
   * @param threads may block
   */
  HandOver(Executor threads) {
    this.threads = threads;
  }

  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    if (!call.getMethodDescriptor().getType().clientSendsOneMessage()) {
      throw new IllegalStateException("requests of several messages are not expected");
    }
    // A second one, so that it is noticed if there is one.
    call.request(2);
    ServerCall<Q, S> asked =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void request(int messages) {
            // They are here already.
          }
        };
    Executor thread =
        Context.current().fixedContextExecutor(MoreExecutors.newSequentialExecutor(threads));
    return new Arrival<>(thread, () -> next.startCall(asked, headers));
  }

  /** How a call is begun. */
  private interface Start<Q> {
    ServerCall.Listener<Q> run();
  }

  /** What the event loop learns of a call, in the order in which its thread is told. */
  private static final class Arrival<Q> extends ServerCall.Listener<Q> {
    private final Executor thread;
    private final Start<Q> start;
    private List<Consumer<ServerCall.Listener<Q>>> waiting = new ArrayList<>();
    private boolean handedOver;

    /** Of the call's thread. */
    private Optional<ServerCall.Listener<Q>> begun = Optional.empty();

    Arrival(Executor thread, Start<Q> start) {
      this.thread = thread;
      this.start = start;
    }

    @Override
    public void onReady() {
      waiting.add(ServerCall.Listener::onReady);
      tellIfBegun();
    }

    @Override
    public void onMessage(Q message) {
      Q kept = kept(message);
      waiting.add(listener -> listener.onMessage(kept));
      tellIfBegun();
    }

    @Override
    public void onHalfClose() {
      waiting.add(ServerCall.Listener::onHalfClose);
      tell();
    }

    @Override
    public void onCancel() {
      waiting.add(ServerCall.Listener::onCancel);
      tell();
    }

    // onComplete is told to nobody: none of ours waits for it, and it would cost a change of
    // thread.

    private void tellIfBegun() {
      if (handedOver) {
        tell();
      }
    }

    private void tell() {
      handedOver = true;
      List<Consumer<ServerCall.Listener<Q>>> told = waiting;
      waiting = new ArrayList<>();
      thread.execute(() -> told.forEach(event -> event.accept(listener())));
    }

    private ServerCall.Listener<Q> listener() {
      if (begun.isEmpty()) {
        begun = Optional.of(start.run());
      }
      return begun.get();
    }

    /** The bytes belong to the event loop, which takes them back when it has told of them. */
    @SuppressWarnings("unchecked") // the message is an InputStream, and a Received is one
    private static <Q> Q kept(Q message) {
      return (Q) new Received((InputStream) message);
    }
  }

  /** The bytes of a request. */
  private static final class Received extends ByteArrayInputStream implements KnownLength {
    Received(InputStream message) {
      super(bytes(message));
    }

    private static byte[] bytes(InputStream message) {
      try {
        return message instanceof KnownLength
            ? message.readNBytes(message.available())
            : message.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
