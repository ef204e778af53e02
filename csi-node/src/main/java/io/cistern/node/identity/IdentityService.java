package io.cistern.node.identity;

import com.google.protobuf.BoolValue;
import io.cistern.protocol.csi.GetPluginCapabilitiesRequest;
import io.cistern.protocol.csi.GetPluginCapabilitiesResponse;
import io.cistern.protocol.csi.GetPluginInfoRequest;
import io.cistern.protocol.csi.GetPluginInfoResponse;
import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.PluginCapability;
import io.cistern.protocol.csi.ProbeRequest;
import io.cistern.protocol.csi.ProbeResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Who this plugin is.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#identity-service-rpc">Identity
 *     service</a>
 */
public final class IdentityService extends IdentityGrpc.IdentityImplBase {
  /** The driver's name, in every CSI object of a cluster. */
  public static final String DRIVER_NAME = "csi.cistern.io";

  private final String version;
  private final BooleanSupplier ready;

  /**
   * @param version of the plugin
   * @param ready whether the pools are open
   */
  public IdentityService(String version, BooleanSupplier ready) {
    this.version = version;
    this.ready = ready;
  }

  @Override
  public void getPluginInfo(
      GetPluginInfoRequest request, StreamObserver<GetPluginInfoResponse> observer) {
    answer(
        observer,
        GetPluginInfoResponse.newBuilder().setName(DRIVER_NAME).setVendorVersion(version).build());
  }

  /** The whole driver's, not this process's: an orchestrator may ask either plugin. */
  @Override
  public void getPluginCapabilities(
      GetPluginCapabilitiesRequest request,
      StreamObserver<GetPluginCapabilitiesResponse> observer) {
    GetPluginCapabilitiesResponse.Builder response = GetPluginCapabilitiesResponse.newBuilder();
    List.of(
            PluginCapability.Service.Type.CONTROLLER_SERVICE,
            PluginCapability.Service.Type.VOLUME_ACCESSIBILITY_CONSTRAINTS,
            PluginCapability.Service.Type.GROUP_CONTROLLER_SERVICE,
            PluginCapability.Service.Type.SNAPSHOT_METADATA_SERVICE)
        .forEach(
            type ->
                response.addCapabilities(
                    PluginCapability.newBuilder()
                        .setService(PluginCapability.Service.newBuilder().setType(type))));
    response.addCapabilities(
        PluginCapability.newBuilder()
            .setVolumeExpansion(
                PluginCapability.VolumeExpansion.newBuilder()
                    .setType(PluginCapability.VolumeExpansion.Type.ONLINE)));
    answer(observer, response.build());
  }

  @Override
  public void probe(ProbeRequest request, StreamObserver<ProbeResponse> observer) {
    answer(
        observer, ProbeResponse.newBuilder().setReady(BoolValue.of(ready.getAsBoolean())).build());
  }

  private static <T> void answer(StreamObserver<T> observer, T message) {
    observer.onNext(message);
    observer.onCompleted();
  }
}
