package io.cistern.controller.agents;

import io.grpc.Context;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** The same question to many, all at once. */
public final class FanOut {
  private FanOut() {}

  /**
   * Applies {@code question} to each on its own virtual thread, within the caller's gRPC context.
   *
   * @return the answers in the order of {@code items}
   * @throws RuntimeException the first that a question threw, after all have ended
   */
  public static <Q, A> List<A> each(List<Q> items, Function<Q, A> question) {
    if (items.isEmpty()) {
      return List.of();
    }
    if (items.size() == 1) {
      return List.of(question.apply(items.getFirst()));
    }
    Context context = Context.current();
    List<Future<A>> futures;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      futures =
          items.stream()
              .map(item -> threads.submit(context.wrap(() -> question.apply(item))))
              .toList();
    }
    return futures.stream().map(FanOut::result).toList();
  }

  private static <A> A result(Future<A> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException("a question failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while agents were asked", e);
    }
  }
}
