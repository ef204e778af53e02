package io.cistern.controller.identity;

import com.google.protobuf.BoolValue;
import io.cistern.protocol.csi.GetPluginCapabilitiesRequest;
import io.cistern.protocol.csi.GetPluginCapabilitiesResponse;
import io.cistern.protocol.csi.GetPluginInfoRequest;
import io.cistern.protocol.csi.GetPluginInfoResponse;
import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.PluginCapability.Service;
import io.cistern.protocol.csi.PluginCapability.VolumeExpansion;
import io.cistern.protocol.csi.ProbeRequest;
import io.cistern.protocol.csi.ProbeResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * CSI Identity of the controller.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#identity-service-rpc">CSI
 *     Identity Service</a>
 */
public final class IdentityService extends IdentityGrpc.IdentityImplBase {
  private static final String DRIVER_NAME = "csi.cistern.io";

  private final String version;
  private final BooleanSupplier ready;

  /**
   * @param version of this build
   * @param ready whether the controller can do its work yet
   */
  public IdentityService(String version, BooleanSupplier ready) {
    this.version = version;
    this.ready = ready;
  }

  @Override
  public void getPluginInfo(
      GetPluginInfoRequest request, StreamObserver<GetPluginInfoResponse> observer) {
    observer.onNext(
        GetPluginInfoResponse.newBuilder().setName(DRIVER_NAME).setVendorVersion(version).build());
    observer.onCompleted();
  }

  @Override
  public void getPluginCapabilities(
      GetPluginCapabilitiesRequest request,
      StreamObserver<GetPluginCapabilitiesResponse> observer) {
    GetPluginCapabilitiesResponse.Builder response = GetPluginCapabilitiesResponse.newBuilder();
    List.of(
            Service.Type.CONTROLLER_SERVICE,
            Service.Type.GROUP_CONTROLLER_SERVICE,
            Service.Type.SNAPSHOT_METADATA_SERVICE,
            Service.Type.VOLUME_ACCESSIBILITY_CONSTRAINTS)
        .forEach(type -> response.addCapabilitiesBuilder().getServiceBuilder().setType(type));
    response
        .addCapabilitiesBuilder()
        .getVolumeExpansionBuilder()
        .setType(VolumeExpansion.Type.ONLINE);
    observer.onNext(response.build());
    observer.onCompleted();
  }

  @Override
  public void probe(ProbeRequest request, StreamObserver<ProbeResponse> observer) {
    observer.onNext(
        ProbeResponse.newBuilder().setReady(BoolValue.of(ready.getAsBoolean())).build());
    observer.onCompleted();
  }
}
