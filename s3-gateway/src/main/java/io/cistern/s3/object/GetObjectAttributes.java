package io.cistern.s3.object;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ObjectPart;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.object.AttributesRequest.Attribute;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;

/**
 * What is asked of an object's tag, checksum, parts, storage class and size. Parts are listed where
 * the object has a checksum, so that each of them has one; without, they are only counted.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html">AWS:
 *     GetObjectAttributes</a>
 */
final class GetObjectAttributes implements Operation {
  private final ObjectStore store;

  GetObjectAttributes(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "GetObjectAttributes";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    boolean version = request.query().has(Versions.PARAMETER);
    return List.of(
        Access.toObject(
            version ? "s3:GetObjectVersion" : "s3:GetObject", request.bucket(), request.key()),
        Access.toObject(
            version ? "s3:GetObjectVersionAttributes" : "s3:GetObjectAttributes",
            request.bucket(),
            request.key()));
  }

  @Override
  public S3Response handle(S3Request request) {
    Unsupported.encryption(request.headers());
    AttributesRequest asked = AttributesRequest.read(request.headers());
    Lookup lookup = new Lookup(store, request.bucket(), request.key(), Versions.asked(request));
    return lookup.onCurrent(
        object ->
            ObjectHeaders.version(
                    S3Response.xml(render(asked, object)),
                    store.buckets().get(request.bucket()),
                    object)
                .with("Last-Modified", HttpDate.format(object.modified())));
  }

  private byte[] render(AttributesRequest asked, ObjectRecord object) {
    XmlWriter xml = new XmlWriter().root("GetObjectAttributesResponse");
    if (asked.wants(Attribute.ETAG)) {
      xml.text("ETag", object.etag().value());
    }
    if (asked.wants(Attribute.CHECKSUM) && !object.checksums().isEmpty()) {
      xml.open("Checksum");
      checksums(xml, object.checksums());
      xml.text("ChecksumType", object.checksums().getFirst().coverage().name()).close("Checksum");
    }
    if (asked.wants(Attribute.OBJECT_PARTS) && object.parts() > 0) {
      parts(xml, asked, object);
    }
    if (asked.wants(Attribute.STORAGE_CLASS)) {
      xml.text("StorageClass", StorageClass.of(object.metadata()));
    }
    if (asked.wants(Attribute.OBJECT_SIZE)) {
      xml.text("ObjectSize", object.size());
    }
    return xml.close("GetObjectAttributesResponse").bytes();
  }

  private void parts(XmlWriter xml, AttributesRequest asked, ObjectRecord object) {
    xml.open("ObjectParts");
    if (!object.checksums().isEmpty()) {
      List<ObjectPart> after =
          store.objects().parts(object).stream()
              .filter(part -> part.number() > asked.after())
              .toList();
      List<ObjectPart> page = after.stream().limit(asked.maxParts()).toList();
      xml.text("PartNumberMarker", asked.after())
          .text("NextPartNumberMarker", page.isEmpty() ? asked.after() : page.getLast().number())
          .text("MaxParts", asked.maxParts())
          .text("IsTruncated", page.size() < after.size());
      for (ObjectPart part : page) {
        xml.open("Part").text("PartNumber", part.number()).text("Size", part.size());
        checksums(xml, part.checksums());
        xml.close("Part");
      }
    }
    xml.text("PartsCount", object.parts()).close("ObjectParts");
  }

  private static void checksums(XmlWriter xml, List<Checksum> checksums) {
    for (Checksum checksum : checksums) {
      xml.text("Checksum" + checksum.algorithm(), checksum.value());
    }
  }
}
