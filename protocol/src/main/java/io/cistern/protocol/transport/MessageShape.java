package io.cistern.protocol.transport;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which fields of a type of message are looked at for each call. Found out once for each type: to
 * ask a message for all its fields costs more than the rest of the look.
 *
 * @param limited those that may be too long
 * @param subjects strings that say what the message is about, by their keys in the log
 * @param made messages that describe what a call has made
 */
record MessageShape(
    List<FieldDescriptor> limited, List<Subject> subjects, List<FieldDescriptor> made) {
  private static final Map<String, String> SUBJECTS =
      Map.ofEntries(
          Map.entry("volume_id", "volumeId"),
          Map.entry("source_volume_id", "volumeId"),
          Map.entry("snapshot_id", "snapshotId"),
          Map.entry("group_snapshot_id", "groupSnapshotId"),
          Map.entry("pool_id", "pool"),
          Map.entry("uuid", "uuid"),
          Map.entry("name", "name"),
          Map.entry("bucket", "bucket"),
          Map.entry("bucket_id", "bucket"),
          Map.entry("existing_bucket_id", "bucket"),
          Map.entry("account_id", "account"),
          Map.entry("account_name", "account"),
          Map.entry("user", "user"));
  private static final Set<String> MADE = Set.of("volume", "snapshot", "group_snapshot");
  private static final Map<Descriptor, MessageShape> KNOWN = new ConcurrentHashMap<>();

  /** A field and its key. */
  record Subject(FieldDescriptor field, String key) {
    static Optional<Subject> of(FieldDescriptor field) {
      return Optional.ofNullable(SUBJECTS.get(field.getName())).map(key -> new Subject(field, key));
    }
  }

  static MessageShape of(Message message) {
    return KNOWN.computeIfAbsent(message.getDescriptorForType(), MessageShape::of);
  }

  private static MessageShape of(Descriptor type) {
    return new MessageShape(
        type.getFields().stream()
            .filter(f -> f.getJavaType() == JavaType.STRING || f.getJavaType() == JavaType.MESSAGE)
            .toList(),
        type.getFields().stream()
            .filter(f -> f.getJavaType() == JavaType.STRING && !f.isRepeated())
            .flatMap(f -> Subject.of(f).stream())
            .toList(),
        type.getFields().stream()
            .filter(f -> f.getJavaType() == JavaType.MESSAGE && !f.isRepeated())
            .filter(f -> MADE.contains(f.getName()))
            .toList());
  }
}
