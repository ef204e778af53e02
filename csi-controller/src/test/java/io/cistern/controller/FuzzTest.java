package io.cistern.controller;

import static io.cistern.controller.testing.Requests.volumeOn;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.cistern.controller.testing.RandomMessages;
import io.cistern.controller.testing.TestCluster;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.csi.ControllerGrpc;
import io.cistern.protocol.csi.CreateSnapshotRequest;
import io.cistern.protocol.csi.GroupControllerGrpc;
import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.ProbeRequest;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes in, a status goes out, and nothing that was there has changed. */
@Timeout(120)
class FuzzTest {
  private static final long SEED = 20_261_123;
  private static final Set<Status.Code> CLEAR =
      EnumSet.of(
          Status.Code.OK,
          Status.Code.INVALID_ARGUMENT,
          Status.Code.NOT_FOUND,
          Status.Code.ALREADY_EXISTS,
          Status.Code.OUT_OF_RANGE,
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.ABORTED,
          Status.Code.UNAVAILABLE,
          Status.Code.UNIMPLEMENTED);

  @TempDir Path directory;
  private final RandomMessages random = new RandomMessages(SEED);
  private TestCluster cluster;
  private VolumeId precious;

  @BeforeEach
  void start() {
    cluster = new TestCluster(directory);
    String id =
        cluster
            .client()
            .createVolume(volumeOn(cluster.one, "precious").build())
            .getVolume()
            .getVolumeId();
    var unused =
        cluster
            .client()
            .createSnapshot(
                CreateSnapshotRequest.newBuilder()
                    .setName("precious")
                    .setSourceVolumeId(id)
                    .build());
    precious = VolumeId.parse(id).orElseThrow();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private static List<MethodDescriptor<?, ?>> methods() {
    return Stream.of(
            IdentityGrpc.getServiceDescriptor(),
            ControllerGrpc.getServiceDescriptor(),
            GroupControllerGrpc.getServiceDescriptor())
        .flatMap(service -> service.getMethods().stream())
        .filter(method -> method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier)
        .<MethodDescriptor<?, ?>>map(method -> method)
        .toList();
  }

  private static Message emptyRequest(MethodDescriptor<?, ?> method) {
    Object prototype =
        ((MethodDescriptor.PrototypeMarshaller<?>) method.getRequestMarshaller())
            .getMessagePrototype();
    return (Message) Objects.requireNonNull(prototype);
  }

  private Status send(MethodDescriptor<?, ?> method, byte[] request) {
    MethodDescriptor<byte[], byte[]> raw =
        method.toBuilder(Bytes.MARSHALLER, Bytes.MARSHALLER).build();
    try {
      var unused =
          ClientCalls.blockingUnaryCall(cluster.channel, raw, CallOptions.DEFAULT, request);
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }

  private void assertUnharmed() {
    assertThat(cluster.identity().probe(ProbeRequest.getDefaultInstance()).getReady().getValue())
        .isTrue();
    assertThat(cluster.one.pool().volumes().find(precious)).isPresent();
    assertThat(
            cluster.one.pool().snapshots().list(Optional.of(precious), Optional.empty(), 2).items())
        .hasSize(1);
  }

  @Test
  void randomBytesGetAStatusAndChangeNothing() {
    for (MethodDescriptor<?, ?> method : methods()) {
      for (int i = 0; i < 100; i++) {
        Status status = send(method, random.bytes());
        assertThat(status.getCode()).as(method.getFullMethodName()).isIn(CLEAR);
      }
    }
    assertUnharmed();
    assertThat(cluster.one.pool().volumes().list(Optional.empty(), 10).items()).hasSize(1);
    assertThat(cluster.two.pool().volumes().list(Optional.empty(), 10).items()).isEmpty();
  }

  @Test
  void oddRequestsGetAClearStatus() {
    for (MethodDescriptor<?, ?> method : methods()) {
      for (int i = 0; i < 300; i++) {
        Message request = random.fill(emptyRequest(method));
        Status status = send(method, request.toByteArray());
        assertThat(status.getCode()).as("%s %s", method, request).isIn(CLEAR);
        if (!status.isOk()) {
          assertThat(status.getDescription()).as("%s %s", method, request).isNotEmpty();
        }
      }
    }
    assertUnharmed();
  }

  @Test
  void spoiledRequestsGetAClearStatus() {
    Message good = volumeOn(cluster.one, "spoiled").build();
    for (int i = 0; i < 1000; i++) {
      Status status = send(ControllerGrpc.getCreateVolumeMethod(), random.spoiled(good));
      assertThat(status.getCode()).isIn(CLEAR);
    }
    assertUnharmed();
  }

  @Test
  void bytesThatAreNotEvenHttpLeaveTheServerServing() throws IOException {
    for (int i = 0; i < 50; i++) {
      try (SocketChannel socket =
          SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("csi.sock")))) {
        socket.write(ByteBuffer.wrap(random.bytes()));
      }
    }
    assertUnharmed();
  }

  @Test
  void aRequestThatIsTooLargeIsRefused() {
    Status status = send(ControllerGrpc.getDeleteVolumeMethod(), new byte[2 << 20]);
    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertUnharmed();
  }

  private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
    MARSHALLER;

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
