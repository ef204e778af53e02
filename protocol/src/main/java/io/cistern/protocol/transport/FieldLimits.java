package io.cistern.protocol.transport;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The size limits of the fields of a request: 128 bytes of UTF-8 for a string, 4 KiB for a map or
 * for repeated strings, 256 bytes for a {@code node_id}. A path may have 4,096 bytes: the
 * specification gives it no limit of its own, and kubelet's are longer than 128. COSI's strings may
 * have 2,048 bytes, which is what it gives its ids.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#size-limits">CSI
 *     size limits</a>
 */
public final class FieldLimits {
  private static final int STRING = 128;
  private static final int NODE_ID = 256;
  private static final int PATH = 4096;
  private static final int COSI_STRING = 2048;
  private static final Set<String> COSI_PACKAGES =
      Set.of("cosi.v1alpha1", "sigs.k8s.io.cosi.v1alpha2");
  private static final int COLLECTION = 4096;

  private FieldLimits() {}

  /** What is too long, named by its field and never shown; empty if nothing is. */
  public static Optional<String> violation(Message message) {
    for (FieldDescriptor field : MessageShape.of(message).limited()) {
      if (isSet(message, field)) {
        Optional<String> found = violation(field, message.getField(field));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSet(Message message, FieldDescriptor field) {
    return field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field);
  }

  private static Optional<String> violation(FieldDescriptor field, Object value) {
    if (field.isMapField()) {
      long bytes = elements(value).stream().mapToLong(e -> mapEntryBytes((Message) e)).sum();
      return above(field, bytes, COLLECTION, "keys and values together");
    }
    if (field.getJavaType() == JavaType.STRING) {
      if (!field.isRepeated()) {
        return above(field, bytes((String) value), limitOf(field), "a string");
      }
      // Repeated ids are limited one by one: the specification sets no total for them.
      boolean ids = field.getName().endsWith("_ids") || field.getName().endsWith("_uuids");
      return ids
          ? firstOf(field, value, STRING)
          : above(
              field,
              elements(value).stream().mapToLong(e -> bytes((String) e)).sum(),
              COLLECTION,
              "all strings together");
    }
    if (field.getJavaType() == JavaType.MESSAGE) {
      return field.isRepeated()
          ? elements(value).stream().flatMap(e -> violation((Message) e).stream()).findFirst()
          : violation((Message) value);
    }
    return Optional.empty();
  }

  private static Optional<String> firstOf(FieldDescriptor field, Object value, int limit) {
    return elements(value).stream()
        .flatMap(e -> above(field, bytes((String) e), limit, "a string").stream())
        .findFirst();
  }

  private static Optional<String> above(FieldDescriptor field, long bytes, int limit, String what) {
    return bytes <= limit
        ? Optional.empty()
        : Optional.of(
            "%s: %s of %d bytes, where %d are allowed"
                .formatted(field.getName(), what, bytes, limit));
  }

  private static int limitOf(FieldDescriptor field) {
    String name = field.getName();
    if (name.equals("node_id")) {
      return NODE_ID;
    }
    if (COSI_PACKAGES.contains(field.getFile().getPackage())) {
      return COSI_STRING;
    }
    return name.endsWith("_path") ? PATH : STRING;
  }

  private static List<?> elements(Object value) {
    return (List<?>) value;
  }

  private static long mapEntryBytes(Message entry) {
    return entry.getAllFields().values().stream()
        .mapToLong(v -> v instanceof String text ? bytes(text) : 8)
        .sum();
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
