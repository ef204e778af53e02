package io.cistern.s3.list;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
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
 * The list of today. Its continuation token names the place to go on from, past a common prefix
 * where the page ended in one, so no page repeats what another had.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">AWS:
 *     ListObjectsV2</a>
 */
final class ListObjectsV2 implements Operation {
  private static final String TOKEN = "continuation-token";
  private static final String START_AFTER = "start-after";

  private final ObjectStore store;
  private final Principal owner;

  ListObjectsV2(ObjectStore store, Principal owner) {
    this.store = store;
    this.owner = owner;
  }

  @Override
  public String name() {
    return "ListObjectsV2";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket("s3:ListBucket", request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    ListQuery query = ListQuery.read(request, "max-keys");
    ObjectPage page =
        store
            .listings()
            .objects(
                request.bucket(),
                new ListRequest(
                    query.prefix(), query.delimiter(), from(request, query), query.max()));
    XmlWriter xml =
        ListedObject.document(page).root("ListBucketResult").text("Name", request.bucket().value());
    query.key(xml, "Prefix", query.prefix());
    request.parameter(START_AFTER).ifPresent(key -> query.key(xml, "StartAfter", key));
    request.parameter(TOKEN).ifPresent(token -> xml.text("ContinuationToken", token));
    page.next().ifPresent(next -> xml.text("NextContinuationToken", next.token()));
    xml.text("KeyCount", page.objects().size() + page.commonPrefixes().size())
        .text("MaxKeys", query.max());
    query.echoDelimiter(xml);
    xml.text("IsTruncated", page.next().isPresent());
    boolean fetchOwner = request.parameter("fetch-owner").filter("true"::equals).isPresent();
    for (ObjectRecord object : page.objects()) {
      xml.open("Contents");
      query.key(xml, ListedObject.KEY, object.key().value());
      ListedObject.describe(xml, object);
      if (fetchOwner) {
        ListedObject.owner(xml, owner);
      }
      xml.close("Contents");
    }
    query.commonPrefixes(xml, page.commonPrefixes());
    return S3Response.xml(xml.close("ListBucketResult").bytes());
  }

  private static ListPosition from(S3Request request, ListQuery query) {
    return request
        .parameter(TOKEN)
        .map(ListObjectsV2::parse)
        .orElseGet(
            () ->
                ListPosition.afterMarker(
                    request.parameter(START_AFTER).orElse(""), query.prefix(), query.delimiter()));
  }

  private static ListPosition parse(String token) {
    try {
      return ListPosition.parse(token);
    } catch (IllegalArgumentException notOurs) {
      throw new S3Exception(
              S3Error.INVALID_ARGUMENT, "The continuation token provided is incorrect")
          .withDetail("ArgumentName", TOKEN);
    }
  }
}
