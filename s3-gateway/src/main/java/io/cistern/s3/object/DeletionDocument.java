package io.cistern.s3.object;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.ETagCondition;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.model.VersionId;
import io.cistern.s3.xml.XmlElement;
import io.cistern.s3.xml.XmlReader;
import java.util.List;
import java.util.Optional;

/**
 * The body of DeleteObjects.
 *
 * @param quiet whether only failures are to be told
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Delete.html">AWS: Delete</a>
 */
record DeletionDocument(List<Entry> entries, boolean quiet) {
  /** The most bytes: 1,000 of the longest keys, every character of them a reference. */
  static final int MAX_BYTES = 8 << 20;

  private static final int MAX_ENTRIES = 1000;

  /**
   * One object to delete, as it was written: what is wrong with it is found when it is used, and
   * concerns no other.
   *
   * @param etag which the object must have
   */
  record Entry(String key, Optional<String> version, Optional<String> etag) {
    /**
     * @throws S3Exception {@link S3Error#KEY_TOO_LONG}
     */
    ObjectKey objectKey() {
      if (Utf8.length(key) > ObjectKey.MAX_BYTES) {
        throw new S3Exception(S3Error.KEY_TOO_LONG);
      }
      return new ObjectKey(key);
    }

    /**
     * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} if no version can have that id
     */
    Optional<VersionId> versionId() {
      return version.map(Versions::parse);
    }

    Preconditions preconditions() {
      return etag.map(
              tag -> new Preconditions(ConditionHeaders.ifMatch(tag), new ETagCondition.Absent()))
          .orElse(Preconditions.NONE);
    }
  }

  DeletionDocument {
    entries = List.copyOf(entries);
  }

  /**
   * Reads it.
   *
   * @throws S3Exception {@link S3Error#MALFORMED_XML} if it is no such document, names nothing or
   *     more than 1,000 objects; {@link S3Error#NOT_IMPLEMENTED} for conditions on time or size,
   *     which only directory buckets know
   */
  static DeletionDocument parse(byte[] document) {
    XmlElement root = XmlReader.parse(document, "Delete");
    List<XmlElement> objects = root.children("Object");
    if (objects.isEmpty() || objects.size() > MAX_ENTRIES) {
      throw malformed();
    }
    return new DeletionDocument(
        objects.stream().map(DeletionDocument::entry).toList(),
        root.childText("Quiet").filter(text -> text.strip().equalsIgnoreCase("true")).isPresent());
  }

  private static Entry entry(XmlElement object) {
    String key =
        object
            .childText("Key")
            .filter(text -> !text.isEmpty())
            .orElseThrow(DeletionDocument::malformed);
    if (object.child("LastModifiedTime").isPresent() || object.child("Size").isPresent()) {
      throw new S3Exception(
          S3Error.NOT_IMPLEMENTED, "Deleting on condition of a time or a size is not implemented.");
    }
    return new Entry(
        key, object.childText("VersionId").map(String::strip), object.childText("ETag"));
  }

  private static S3Exception malformed() {
    return new S3Exception(S3Error.MALFORMED_XML);
  }
}
