package io.cistern.s3.rpc;

import io.grpc.stub.StreamObserver;

/** The one answer of a unary call. */
public final class Answer {
  private Answer() {}

  public static <T> void with(StreamObserver<T> observer, T response) {
    observer.onNext(response);
    observer.onCompleted();
  }
}
