import io.cistern.protocol.csi.CapacityRange;
import io.cistern.protocol.csi.ControllerGrpc;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.DeleteVolumeRequest;
import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcChannels;

/// Creates volumes and deletes them again, sixteen at a time: a compiler that is to know a call before it
/// comes learns it from many. `java -cp cistern-cli.jar Volumes.java ENDPOINT COUNT`
void main(String[] arguments) throws Exception {
  var channel = GrpcChannels.connect(Endpoint.parse(arguments[0]), Optional.empty());
  var controller = ControllerGrpc.newBlockingStub(channel);
  var request =
      CreateVolumeRequest.newBuilder()
          .setCapacityRange(CapacityRange.newBuilder().setRequiredBytes(64 << 20))
          .addVolumeCapabilities(
              VolumeCapability.newBuilder()
                  .setMount(VolumeCapability.MountVolume.getDefaultInstance())
                  .setAccessMode(
                      VolumeCapability.AccessMode.newBuilder()
                          .setMode(VolumeCapability.AccessMode.Mode.SINGLE_NODE_WRITER)))
          .build();
  try (var callers = Executors.newFixedThreadPool(16)) {
    var calls = new ArrayList<Callable<Object>>();
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      String name = "train-" + i;
      calls.add(
          () -> {
            var volume = controller.createVolume(request.toBuilder().setName(name).build()).getVolume();
            return controller.deleteVolume(
                DeleteVolumeRequest.newBuilder().setVolumeId(volume.getVolumeId()).build());
          });
    }
    for (var call : callers.invokeAll(calls)) {
      call.get();
    }
  } finally {
    channel.shutdownNow();
  }
}
