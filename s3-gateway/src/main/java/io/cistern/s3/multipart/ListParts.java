package io.cistern.s3.multipart;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.list.PageSize;
import io.cistern.s3.model.PartPage;
import io.cistern.s3.model.Upload;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.object.ObjectHeaders;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;

/**
 * The parts of an upload by number, up to 1,000 a page.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html">AWS:
 *     ListParts</a>
 */
final class ListParts implements Operation {
  private final ObjectStore store;
  private final Principal owner;

  ListParts(ObjectStore store, Principal owner) {
    this.store = store;
    this.owner = owner;
  }

  @Override
  public String name() {
    return "ListParts";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toObject("s3:ListMultipartUploadParts", request.bucket(), request.key()));
  }

  @Override
  public S3Response handle(S3Request request) {
    int marker = PageSize.number(request, "part-number-marker", 0);
    int max = PageSize.read(request, "max-parts");
    Upload upload =
        store.uploads().get(request.bucket(), request.key(), UploadParameters.uploadId(request));
    PartPage page =
        store
            .uploads()
            .parts(
                request.bucket(),
                request.key(),
                upload.id(),
                Math.min(marker, UploadPart.MAX_NUMBER),
                max);
    // a page of nothing has no part to go on from
    boolean truncated = page.more() && max > 0;
    int last = page.parts().isEmpty() ? 0 : page.parts().getLast().number();
    XmlWriter xml =
        new XmlWriter()
            .root("ListPartsResult")
            .text("Bucket", request.bucket().value())
            .text("Key", request.key().value())
            .text("UploadId", upload.id().value());
    UploadElements.owner(xml, owner);
    UploadElements.describe(xml, upload.draft());
    xml.text("PartNumberMarker", marker)
        .text("NextPartNumberMarker", last)
        .text("MaxParts", max)
        .text("IsTruncated", truncated);
    page.parts().forEach(part -> render(xml, part));
    return S3Response.xml(xml.close("ListPartsResult").bytes());
  }

  private static void render(XmlWriter xml, UploadPart part) {
    xml.open("Part")
        .text("PartNumber", part.number())
        .time("LastModified", part.modified())
        .text("ETag", ObjectHeaders.quoted(part.etag()))
        .text("Size", part.size());
    UploadElements.checksums(xml, part.checksums());
    xml.close("Part");
  }
}
