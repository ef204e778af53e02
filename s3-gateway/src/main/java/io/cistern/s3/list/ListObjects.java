package io.cistern.s3.list;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.ListRequest;
import io.cistern.s3.model.ObjectPage;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;

/**
 * The first version of the list, still asked for by old clients.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html">AWS:
 *     ListObjects</a>
 */
final class ListObjects implements Operation {
  private final ObjectStore store;
  private final Principal owner;

  ListObjects(ObjectStore store, Principal owner) {
    this.store = store;
    this.owner = owner;
  }

  @Override
  public String name() {
    return "ListObjects";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket("s3:ListBucket", request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    ListQuery query = ListQuery.read(request, "max-keys");
    String marker = request.parameter("marker").orElse("");
    ListPosition from = ListPosition.afterMarker(marker, query.prefix(), query.delimiter());
    ObjectPage page =
        store
            .listings()
            .objects(
                request.bucket(),
                new ListRequest(query.prefix(), query.delimiter(), from, query.max()));
    XmlWriter xml =
        ListedObject.document(page).root("ListBucketResult").text("Name", request.bucket().value());
    query.key(xml, "Prefix", query.prefix());
    query.key(xml, "Marker", marker);
    // without a delimiter clients go on from the last key they were given
    if (!query.delimiter().isEmpty()) {
      page.next().ifPresent(next -> query.key(xml, "NextMarker", next.marker()));
    }
    xml.text("MaxKeys", query.max());
    query.echoDelimiter(xml);
    xml.text("IsTruncated", page.next().isPresent());
    for (ObjectRecord object : page.objects()) {
      xml.open("Contents");
      query.key(xml, ListedObject.KEY, object.key().value());
      ListedObject.describe(xml, object);
      ListedObject.owner(xml, owner);
      xml.close("Contents");
    }
    query.commonPrefixes(xml, page.commonPrefixes());
    return S3Response.xml(xml.close("ListBucketResult").bytes());
  }
}
