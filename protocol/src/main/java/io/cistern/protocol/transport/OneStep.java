package io.cistern.protocol.transport;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sends the whole of a call that has one message and one answer in one step of the event loop. Left
 * to itself, gRPC wakes the event loop to ask for the answer, and again to send.
 *
 * @param loop the event loop of the channel
 */
record OneStep(Executor loop) implements ClientInterceptor {

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    ClientCall<Q, A> call = next.newCall(method, options);
    return method.getType() == MethodType.UNARY ? new Collecting<>(call, loop) : call;
  }

  /** Collects what is done with a call until there is nothing more to be sent. */
  private static final class Collecting<Q, A> extends ClientCall<Q, A> {
    private final ClientCall<Q, A> call;
    private final Executor loop;
    private List<Runnable> steps = new ArrayList<>();

    Collecting(ClientCall<Q, A> call, Executor loop) {
      this.call = call;
      this.loop = loop;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      collect(() -> call.start(listener, headers));
    }

    @Override
    public void request(int messages) {
      collect(() -> call.request(messages));
    }

    @Override
    public void sendMessage(Q message) {
      collect(() -> call.sendMessage(message));
    }

    @Override
    public void halfClose() {
      collect(call::halfClose);
      go();
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
      collect(() -> call.cancel(message, cause));
      go();
    }

    private synchronized void collect(Runnable step) {
      steps.add(step);
    }

    private synchronized void go() {
      List<Runnable> now = steps;
      steps = new ArrayList<>();
      loop.execute(() -> run(now));
    }

    private void run(List<Runnable> now) {
      try {
        now.forEach(Runnable::run);
      } catch (RuntimeException | Error e) {
        // On this thread nobody would see it, and the caller would wait for ever.
        call.cancel("the call cannot be sent", e);
      }
    }
  }
}
