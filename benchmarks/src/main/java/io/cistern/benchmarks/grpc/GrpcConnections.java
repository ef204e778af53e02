package io.cistern.benchmarks.grpc;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Connections to one server: as many as calls are under way at a time, and each kept. */
public final class GrpcConnections implements AutoCloseable {
  private final Path socket;
  private final ConcurrentLinkedDeque<GrpcConnection> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param socket a Unix socket
   */
  public GrpcConnections(Path socket) {
    this.socket = socket;
  }

  /**
   * The answer of a unary call.
   *
   * @throws IllegalStateException with the status and its message, if it is an error
   */
  public <Q extends MessageLite, A> A call(MethodDescriptor<Q, A> method, Q request) {
    try {
      GrpcConnection kept = idle.pollFirst();
      GrpcConnection connection = kept != null ? kept : new GrpcConnection(socket);
      A answer = connection.call(method, request);
      idle.addFirst(connection);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(method.getFullMethodName() + " at " + socket, e);
    }
  }

  @Override
  public void close() {
    for (GrpcConnection connection; (connection = idle.pollFirst()) != null; ) {
      try {
        connection.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
