package io.cistern.protocol.transport;

import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.ProbeRequest;
import io.cistern.protocol.csi.ProbeResponse;
import io.grpc.stub.StreamObserver;

/** A service whose Probe does what the test says, then answers. */
final class ScriptedIdentity extends IdentityGrpc.IdentityImplBase {
  volatile Runnable behaviour = () -> {};

  @Override
  public void probe(ProbeRequest request, StreamObserver<ProbeResponse> observer) {
    behaviour.run();
    observer.onNext(ProbeResponse.getDefaultInstance());
    observer.onCompleted();
  }
}
