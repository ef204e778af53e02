package io.cistern.protocol.transport;

import io.grpc.Status;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a server may differ in.
 *
 * @param statuses the service's one mapping of its exceptions. Status UNKNOWN says that it does not
 *     know the exception: the server logs it with its stack and answers INTERNAL
 * @param threads what its calls run on
 * @param listener told of every call
 * @param reflection whether the server reflection service is offered
 * @param drain how long a closing server waits for the calls it is in
 * @param maxRequestBytes the largest request it reads
 * @param maxCallsPerConnection how many calls of one connection run at a time; more wait in the
 *     client
 */
public record ServerOptions(
    Function<Throwable, Status> statuses,
    CallThreads threads,
    CallListener listener,
    boolean reflection,
    Duration drain,
    int maxRequestBytes,
    int maxCallsPerConnection) {

  /**
   * Virtual threads, no reflection, 10 seconds to drain, 1 MiB a request, 256 calls a connection.
   */
  public static ServerOptions of(Function<Throwable, Status> statuses) {
    return new ServerOptions(
        statuses,
        CallThreads.VIRTUAL,
        CallListener.NONE,
        false,
        Duration.ofSeconds(10),
        1 << 20,
        256);
  }

  public ServerOptions withThreads(CallThreads newThreads) {
    return new ServerOptions(
        statuses, newThreads, listener, reflection, drain, maxRequestBytes, maxCallsPerConnection);
  }

  public ServerOptions withListener(CallListener newListener) {
    return new ServerOptions(
        statuses, threads, newListener, reflection, drain, maxRequestBytes, maxCallsPerConnection);
  }

  public ServerOptions withReflection(boolean offered) {
    return new ServerOptions(
        statuses, threads, listener, offered, drain, maxRequestBytes, maxCallsPerConnection);
  }

  public ServerOptions withDrain(Duration newDrain) {
    return new ServerOptions(
        statuses, threads, listener, reflection, newDrain, maxRequestBytes, maxCallsPerConnection);
  }
}
