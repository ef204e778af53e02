package io.cistern.e2e.data;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Requests that nobody meant, in three ways by turns: random bytes; messages of the right type with
 * hostile values in random fields; and such messages with some of their bytes changed. None of them
 * can be a create that is right by chance: hostile names are too long or have control characters.
 */
public final class RandomMessages {
  private static final int MAX_BYTES = 2_000;
  private static final int MAX_DEPTH = 4;
  private static final List<String> NO_NAMES =
      List.of("", "\u0000", "a".repeat(129), "line\nline", "\u0085");
  private static final List<String> TEXTS =
      List.of(
          "",
          "\u0000",
          "../../../../etc",
          "/proc/self/root",
          "/dev/null",
          "a".repeat(129),
          "\n".repeat(10),
          "0000000000000000.00000000-0000-8000-8000-000000000000",
          "${jndi:ldap://127.0.0.1/x}",
          "%s%n%x",
          "\ud83d\ude00\u0007",
          "x".repeat(5_000));
  private static final List<Long> NUMBERS =
      List.of(0L, -1L, 1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, 1L << 32, 4097L);

  private final Random random;
  private final List<String> texts;

  /**
   * Messages that depend on the random numbers only.
   *
   * @param more texts to use beside the hostile ones
   */
  public RandomMessages(Random random, List<String> more) {
    this.random = random;
    this.texts = Stream.concat(TEXTS.stream(), more.stream()).toList();
  }

  /** A request for this method, or what is not one at all. */
  public byte[] forMethod(MethodDescriptor<?, ?> method) {
    return switch (random.nextInt(3)) {
      case 0 -> bytes();
      case 1 -> message(requestType(method)).toByteArray();
      case 2 -> damaged(message(requestType(method)).toByteArray());
      default -> throw new IllegalStateException("nextInt(3) gives 0 to 2");
    };
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(MAX_BYTES)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] damaged(byte[] message) {
    for (int i = 0; i < message.length && i < 1 + random.nextInt(8); i++) {
      message[random.nextInt(message.length)] = (byte) random.nextInt();
    }
    return message;
  }

  private Message message(Descriptor type) {
    return message(type, 0);
  }

  private Message message(Descriptor type, int depth) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      boolean tooDeep =
          field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && depth >= MAX_DEPTH;
      if (!tooDeep && random.nextInt(3) > 0) {
        if (field.isRepeated()) {
          for (int i = random.nextInt(3); i > 0; i--) {
            message.addRepeatedField(field, value(field, depth));
          }
        } else {
          message.setField(field, value(field, depth));
        }
      }
    }
    return message.build();
  }

  private Object value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> number().intValue();
      case LONG -> number();
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> field.getName().equals("name") ? of(NO_NAMES) : of(texts);
      case BYTE_STRING -> ByteString.copyFrom(of(texts), StandardCharsets.UTF_8);
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
      case MESSAGE -> message(field.getMessageType(), depth + 1);
    };
  }

  private Long number() {
    return NUMBERS.get(random.nextInt(NUMBERS.size()));
  }

  private String of(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Descriptor requestType(MethodDescriptor<?, ?> method) {
    if (method.getRequestMarshaller() instanceof MethodDescriptor.PrototypeMarshaller<?> typed
        && typed.getMessagePrototype() instanceof Message prototype) {
      return prototype.getDescriptorForType();
    }
    throw new IllegalArgumentException(method.getFullMethodName() + " takes no protobuf message");
  }
}
