package io.cistern.protocol.transport;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import io.cistern.protocol.csi.Csi;
import java.util.List;
import java.util.Map;

/**
 * A request as text for a log, without what may be secret: fields marked {@code csi_secret}, and
 * mount flags.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#secrets-requirements">CSI
 *     secrets requirements</a>
 */
public final class Redaction {
  private Redaction() {}

  /** On one line; secret fields are left out. */
  public static String text(Message message) {
    return TextFormat.printer().emittingSingleLine(true).printToString(withoutSecrets(message));
  }

  /** The message without its secret fields, at any depth. */
  public static Message withoutSecrets(Message message) {
    Message.Builder builder = message.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      if (isSecret(field)) {
        builder.clearField(field);
      } else if (!field.isMapField() && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        if (field.isRepeated()) {
          List<?> elements = (List<?>) entry.getValue();
          for (int i = 0; i < elements.size(); i++) {
            builder.setRepeatedField(field, i, withoutSecrets((Message) elements.get(i)));
          }
        } else {
          builder.setField(field, withoutSecrets((Message) entry.getValue()));
        }
      }
    }
    return builder.setUnknownFields(UnknownFieldSet.getDefaultInstance()).build();
  }

  private static boolean isSecret(FieldDescriptor field) {
    return field.getOptions().getExtension(Csi.csiSecret)
        || field.getName().equals("secrets")
        || field.getName().equals("mount_flags");
  }
}
