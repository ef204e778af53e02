package io.cistern.s3.cosi;

import io.cistern.protocol.cosi.v1alpha1.DriverGetInfoRequest;
import io.cistern.protocol.cosi.v1alpha1.DriverGetInfoResponse;
import io.cistern.protocol.cosi.v1alpha1.IdentityGrpc;
import io.cistern.s3.rpc.Answer;
import io.grpc.stub.StreamObserver;

/** Who the driver is, in version v1alpha1. */
final class IdentityV1Alpha1 extends IdentityGrpc.IdentityImplBase {
  private final String name;

  IdentityV1Alpha1(String name) {
    this.name = name;
  }

  @Override
  public void driverGetInfo(
      DriverGetInfoRequest request, StreamObserver<DriverGetInfoResponse> observer) {
    Answer.with(observer, DriverGetInfoResponse.newBuilder().setName(name).build());
  }
}
