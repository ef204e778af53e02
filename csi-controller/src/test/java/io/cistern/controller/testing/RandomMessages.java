package io.cistern.controller.testing;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Messages that are well-formed and otherwise as odd as they come. */
public final class RandomMessages {
  private static final List<String> STRINGS =
      List.of(
          "",
          "a",
          "../../etc/passwd",
          "/",
          "..",
          "a\u0000b",
          "a\nb",
          "\u202e\ud83d\ude00",
          "%s%n",
          "x".repeat(127),
          "x".repeat(128),
          "x".repeat(129),
          "\u00e9".repeat(65),
          "x".repeat(5000),
          "0123456789abcdef.01234567-89ab-8def-8123-456789abcdef",
          "0123456789abcdef.01234567-89AB-8DEF-8123-456789ABCDEF",
          "0123456789abcdef.",
          "pool",
          "provisioning",
          "thin",
          "thick",
          "ext4",
          "btrfs",
          "topology.csi.cistern.io/node",
          "node-1");
  private static final List<Long> NUMBERS =
      List.of(0L, 1L, -1L, 4096L, 1L << 26, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE);

  private final Random random;

  public RandomMessages(long seed) {
    this.random = new Random(seed);
  }

  /** Fills about half of the fields of an empty message. */
  public Message fill(Message empty) {
    return fill(empty.newBuilderForType(), 4);
  }

  private Message fill(Message.Builder builder, int depth) {
    Descriptor type = builder.getDescriptorForType();
    for (FieldDescriptor field : type.getFields()) {
      if (random.nextBoolean()) {
        continue;
      }
      if (field.isRepeated()) {
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
          builder.addRepeatedField(field, value(builder, field, depth));
        }
      } else {
        builder.setField(field, value(builder, field, depth));
      }
    }
    return builder.build();
  }

  private Object value(Message.Builder builder, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case STRING -> STRINGS.get(random.nextInt(STRINGS.size()));
      case LONG -> NUMBERS.get(random.nextInt(NUMBERS.size()));
      case INT -> NUMBERS.get(random.nextInt(NUMBERS.size())).intValue();
      case BOOLEAN -> random.nextBoolean();
      case ENUM -> {
        EnumDescriptor type = field.getEnumType();
        yield type.findValueByNumberCreatingIfUnknown(random.nextInt(10));
      }
      case MESSAGE -> {
        Message.Builder part = builder.newBuilderForField(field);
        yield depth == 0 ? part.build() : fill(part, depth - 1);
      }
      case FLOAT, DOUBLE, BYTE_STRING ->
          throw new IllegalStateException("CSI has no field of this type: " + field);
    };
  }

  /** Up to 300 bytes of anything. */
  public byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A message's bytes with a few of them changed, or cut short. */
  public byte[] spoiled(Message message) {
    byte[] bytes = message.toByteArray();
    for (int i = 0; i < 1 + bytes.length / 20 && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, bytes.length / 2);
  }
}
