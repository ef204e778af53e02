package io.cistern.s3.list;

import io.cistern.s3.api.Principal;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ObjectPage;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.object.StorageClass;
import io.cistern.s3.xml.XmlTag;
import io.cistern.s3.xml.XmlWriter;

/**
 * The elements that describe an object in a list.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html">AWS: Object</a>
 */
final class ListedObject {
  static final XmlTag KEY = XmlTag.of("Key");

  private static final XmlTag LAST_MODIFIED = XmlTag.of("LastModified");
  private static final XmlTag ETAG = XmlTag.of("ETag");
  private static final XmlTag CHECKSUM_ALGORITHM = XmlTag.of("ChecksumAlgorithm");
  private static final XmlTag CHECKSUM_TYPE = XmlTag.of("ChecksumType");
  private static final XmlTag SIZE = XmlTag.of("Size");
  private static final XmlTag STORAGE_CLASS = XmlTag.of("StorageClass");

  /** About what an object takes besides its key, and a key. */
  private static final int EXPECTED_BYTES = 384;

  private ListedObject() {}

  /** A document with room for a page. */
  static XmlWriter document(ObjectPage page) {
    return new XmlWriter(512 + EXPECTED_BYTES * page.objects().size());
  }

  static void describe(XmlWriter xml, ObjectRecord object) {
    xml.time(LAST_MODIFIED, object.modified()).quoted(ETAG, object.etag().value());
    for (Checksum checksum : object.checksums()) {
      xml.text(CHECKSUM_ALGORITHM, checksum.algorithm().name());
    }
    if (!object.checksums().isEmpty()) {
      xml.text(CHECKSUM_TYPE, object.checksums().getFirst().coverage().name());
    }
    xml.text(SIZE, object.size()).text(STORAGE_CLASS, StorageClass.of(object.metadata()));
  }

  static void owner(XmlWriter xml, Principal owner) {
    xml.open("Owner")
        .text("ID", owner.id())
        .text("DisplayName", owner.displayName())
        .close("Owner");
  }
}
