package io.cistern.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.cistern.linux.mount.MountTable;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.Volume;
import io.cistern.protocol.agent.PoolAgentGrpc;
import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.NodeGrpc;
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
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes and values of no sense, to every call: a status that says so, and nothing changed. */
class BadBytesIT {
  private static final int ROUNDS = 150;
  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "../../etc",
          "/",
          "/tmp",
          "/dev/null",
          "/proc/self/fd/0",
          "\u0000",
          "a\nb",
          "\uD83D\uDE00".repeat(20),
          "x".repeat(127),
          "x".repeat(5000),
          "0123456789abcdef.00000000-0000-8000-8000-000000000000",
          "-1",
          "ext4");

  private TestNode node;
  private Volume volume;
  private Path staging;

  @BeforeEach
  void start() {
    node = TestNode.create();
    Requests requests = new Requests(node);
    volume = requests.fileVolume(FsType.EXT4);
    staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, Requests.mount("ext4"));
  }

  @AfterEach
  void end() throws IOException {
    node.close();
  }

  @Test
  void randomBytesAreAnsweredWithAStatusAndChangeNothing() {
    Random random = new Random(20261123);
    List<String> before = state();
    for (MethodDescriptor<?, ?> method : methods()) {
      for (int round = 0; round < ROUNDS; round++) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        refuses(method, bytes);
      }
    }
    assertUnchanged(before);
  }

  @Test
  void senselessValuesAreAnsweredWithAStatusAndChangeNothing() {
    Random random = new Random(7);
    List<String> before = state();
    for (MethodDescriptor<?, ?> method : methods()) {
      Message prototype = prototype(method);
      for (int round = 0; round < ROUNDS; round++) {
        refuses(method, fill(prototype, random, 3).toByteArray());
      }
    }
    assertUnchanged(before);
  }

  private static Message prototype(MethodDescriptor<?, ?> method) {
    Object prototype =
        ((MethodDescriptor.PrototypeMarshaller<?>) method.getRequestMarshaller())
            .getMessagePrototype();
    return (Message) Objects.requireNonNull(prototype);
  }

  private static Message fill(Message prototype, Random random, int depth) {
    Message.Builder builder = prototype.newBuilderForType();
    for (FieldDescriptor field : prototype.getDescriptorForType().getFields()) {
      if (random.nextInt(4) == 0 || (field.isRepeated() && depth == 0)) {
        continue;
      }
      if (field.isMapField() || (field.isRepeated() && random.nextBoolean())) {
        continue;
      }
      switch (field.getJavaType()) {
        case STRING -> set(builder, field, TEXTS.get(random.nextInt(TEXTS.size())));
        case LONG -> set(builder, field, random.nextLong());
        case INT -> set(builder, field, random.nextInt());
        case BOOLEAN -> set(builder, field, random.nextBoolean());
        case ENUM -> {
          var values = field.getEnumType().getValues();
          set(builder, field, values.get(random.nextInt(values.size())));
        }
        case MESSAGE -> {
          if (depth > 0) {
            Message sub = builder.newBuilderForField(field).build();
            set(builder, field, fill(sub, random, depth - 1));
          }
        }
        case FLOAT, DOUBLE, BYTE_STRING -> {}
      }
    }
    return builder.build();
  }

  private static void set(Message.Builder builder, FieldDescriptor field, Object value) {
    if (field.isRepeated()) {
      builder.addRepeatedField(field, value);
    } else {
      builder.setField(field, value);
    }
  }

  private static List<MethodDescriptor<?, ?>> methods() {
    return Stream.of(
            NodeGrpc.getServiceDescriptor(),
            PoolAgentGrpc.getServiceDescriptor(),
            IdentityGrpc.getServiceDescriptor())
        .flatMap(service -> service.getMethods().stream())
        .<MethodDescriptor<?, ?>>map(method -> method)
        .filter(method -> method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier)
        .toList();
  }

  private void refuses(MethodDescriptor<?, ?> method, byte[] request) {
    MethodDescriptor<byte[], byte[]> raw =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setFullMethodName(method.getFullMethodName())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();
    try {
      var _ = ClientCalls.blockingUnaryCall(node.channel(), raw, CallOptions.DEFAULT, request);
    } catch (StatusRuntimeException refused) {
      assertThat(refused.getStatus().getCode())
          .as(method.getFullMethodName() + ": " + refused.getMessage())
          .isNotIn(Status.Code.UNKNOWN, Status.Code.INTERNAL);
      assertThat(refused.getStatus().getDescription()).isNotEmpty();
    }
  }

  private List<String> state() {
    return Stream.concat(
            node.pool().volumes().list(Optional.empty(), 100).items().stream()
                .map(Object::toString),
            MountTable.read().stream()
                .filter(entry -> entry.mountPoint().startsWith(node.root()))
                .map(Object::toString))
        .toList();
  }

  private void assertUnchanged(List<String> before) {
    assertThat(state()).isEqualTo(before);
    var probe =
        IdentityGrpc.newBlockingStub(node.channel()).probe(ProbeRequest.getDefaultInstance());
    assertThat(probe.getReady().getValue()).isTrue();
    assertThat(staging.resolve("lost+found")).isDirectory();
    assertThat(node.device(volume.id())).isPresent();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
