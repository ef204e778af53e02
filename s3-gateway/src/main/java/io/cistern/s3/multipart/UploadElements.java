package io.cistern.s3.multipart;

import io.cistern.s3.api.Principal;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.object.StorageClass;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;

/** Elements that several documents about uploads have. */
final class UploadElements {
  private UploadElements() {}

  /** Who began the upload and whose the object will be: users of their own are yet to come. */
  static void owner(XmlWriter xml, Principal owner) {
    for (String element : List.of("Initiator", "Owner")) {
      xml.open(element)
          .text("ID", owner.id())
          .text("DisplayName", owner.displayName())
          .close(element);
    }
  }

  static void describe(XmlWriter xml, UploadDraft draft) {
    xml.text("StorageClass", StorageClass.of(draft.metadata()));
    draft
        .checksum()
        .ifPresent(
            choice ->
                xml.text("ChecksumAlgorithm", choice.algorithm().name())
                    .text("ChecksumType", choice.coverage().name()));
  }

  static void checksums(XmlWriter xml, List<Checksum> checksums) {
    for (Checksum checksum : checksums) {
      xml.text("Checksum" + checksum.algorithm(), checksum.value());
    }
  }
}
