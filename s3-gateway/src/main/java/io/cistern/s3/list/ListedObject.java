package io.cistern.s3.list;

import io.cistern.s3.api.Principal;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.object.ObjectHeaders;
import io.cistern.s3.object.StorageClass;
import io.cistern.s3.xml.XmlWriter;

/**
 * The elements that describe an object in a list.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html">AWS: Object</a>
 */
final class ListedObject {
  private ListedObject() {}

  static void describe(XmlWriter xml, ObjectRecord object) {
    xml.time("LastModified", object.modified()).text("ETag", ObjectHeaders.quoted(object.etag()));
    for (Checksum checksum : object.checksums()) {
      xml.text("ChecksumAlgorithm", checksum.algorithm().name());
    }
    if (!object.checksums().isEmpty()) {
      xml.text("ChecksumType", object.checksums().getFirst().coverage().name());
    }
    xml.text("Size", object.size()).text("StorageClass", StorageClass.of(object.metadata()));
  }

  static void owner(XmlWriter xml, Principal owner) {
    xml.open("Owner")
        .text("ID", owner.id())
        .text("DisplayName", owner.displayName())
        .close("Owner");
  }
}
