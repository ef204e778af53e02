package io.cistern.s3.cosi;

import io.cistern.protocol.cosi.v1alpha2.DriverGetInfoRequest;
import io.cistern.protocol.cosi.v1alpha2.DriverGetInfoResponse;
import io.cistern.protocol.cosi.v1alpha2.IdentityGrpc;
import io.cistern.s3.rpc.Answer;
import io.grpc.stub.StreamObserver;

/** Who the driver is, in version v1alpha2. */
final class IdentityV1Alpha2 extends IdentityGrpc.IdentityImplBase {
  private final String name;

  IdentityV1Alpha2(String name) {
    this.name = name;
  }

  @Override
  public void driverGetInfo(
      DriverGetInfoRequest request, StreamObserver<DriverGetInfoResponse> observer) {
    Answer.with(
        observer,
        DriverGetInfoResponse.newBuilder()
            .setName(name)
            .addSupportedProtocols(ProtocolV1Alpha2.S3)
            .build());
  }
}
