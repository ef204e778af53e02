package io.cistern.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.Csi;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionTest {
  static Stream<Descriptor> requestsWithSecrets() {
    return Csi.getDescriptor().getMessageTypes().stream()
        .filter(
            type ->
                type.getFields().stream()
                    .anyMatch(f -> f.getOptions().getExtension(Csi.csiSecret)));
  }

  @ParameterizedTest
  @MethodSource("requestsWithSecrets")
  void noSecretOfAnyRequestIsInItsText(Descriptor type) {
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      if (field.getOptions().getExtension(Csi.csiSecret)) {
        builder.addRepeatedField(field, entry(field));
      }
    }
    Message message = builder.build();
    assertThat(message.toString()).contains("hunter2");
    assertThat(Redaction.text(message)).doesNotContain("hunter2").doesNotContain("passphrase");
  }

  private static Message entry(FieldDescriptor map) {
    return MapEntry.newDefaultInstance(
            map.getMessageType(),
            WireFormat.FieldType.STRING,
            "passphrase",
            WireFormat.FieldType.STRING,
            "hunter2")
        .toBuilder()
        .build();
  }

  @Test
  void mountFlagsAreLeftOutAndTheRestStays() {
    CreateVolumeRequest.Builder request = CreateVolumeRequest.newBuilder().setName("pvc-1");
    request
        .addVolumeCapabilitiesBuilder()
        .getMountBuilder()
        .setFsType("xfs")
        .addMountFlags("password=hunter2");
    assertThat(Redaction.text(request.build()))
        .contains("pvc-1")
        .contains("xfs")
        .doesNotContain("hunter2");
  }
}
