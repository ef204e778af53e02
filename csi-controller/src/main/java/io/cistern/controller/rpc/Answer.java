package io.cistern.controller.rpc;

import io.grpc.stub.StreamObserver;

/** The answer of a call that did not throw. */
final class Answer {
  private Answer() {}

  static <T> void with(StreamObserver<T> observer, T response) {
    observer.onNext(response);
    observer.onCompleted();
  }
}
