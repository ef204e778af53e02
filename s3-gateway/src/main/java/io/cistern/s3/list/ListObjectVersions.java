package io.cistern.s3.list;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.DeleteMarker;
import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.ObjectVersion;
import io.cistern.s3.model.VersionId;
import io.cistern.s3.model.VersionPage;
import io.cistern.s3.model.VersionPosition;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;
import java.util.Optional;

/**
 * All versions and delete markers, in one scan: no key is looked up on its own.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html">AWS:
 *     ListObjectVersions</a>
 */
final class ListObjectVersions implements Operation {
  private static final String KEY_MARKER = "key-marker";
  private static final String VERSION_MARKER = "version-id-marker";

  private final ObjectStore store;
  private final Principal owner;

  ListObjectVersions(ObjectStore store, Principal owner) {
    this.store = store;
    this.owner = owner;
  }

  @Override
  public String name() {
    return "ListObjectVersions";
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of(Access.toBucket("s3:ListBucketVersions", request.bucket()));
  }

  @Override
  public S3Response handle(S3Request request) {
    ListQuery query = ListQuery.read(request, "max-keys");
    String marker = request.parameter(KEY_MARKER).orElse("");
    Optional<VersionId> versionMarker = versionMarker(request, marker);
    VersionPosition from =
        new VersionPosition(
            ListPosition.afterMarker(marker, query.prefix(), query.delimiter()), versionMarker);
    VersionPage page =
        store
            .listings()
            .versions(request.bucket(), query.prefix(), query.delimiter(), from, query.max());
    XmlWriter xml =
        new XmlWriter().root("ListVersionsResult").text("Name", request.bucket().value());
    query.key(xml, "Prefix", query.prefix());
    query.key(xml, "KeyMarker", marker);
    xml.text("VersionIdMarker", versionMarker.map(VersionId::value).orElse(""));
    page.next().ifPresent(next -> next(xml, query, next));
    xml.text("MaxKeys", query.max());
    query.echoDelimiter(xml);
    xml.text("IsTruncated", page.next().isPresent());
    for (VersionPage.Entry entry : page.versions()) {
      render(xml, query, entry);
    }
    query.commonPrefixes(xml, page.commonPrefixes());
    return S3Response.xml(xml.close("ListVersionsResult").bytes());
  }

  private static void next(XmlWriter xml, ListQuery query, VersionPosition next) {
    query.key(xml, "NextKeyMarker", next.key().marker());
    next.version().ifPresent(version -> xml.text("NextVersionIdMarker", version.value()));
  }

  private void render(XmlWriter xml, ListQuery query, VersionPage.Entry entry) {
    switch (entry.version()) {
      case ObjectRecord object -> {
        identify(xml.open("Version"), query, object, entry.latest());
        ListedObject.describe(xml, object);
        ListedObject.owner(xml, owner);
        xml.close("Version");
      }
      case DeleteMarker marker -> {
        identify(xml.open("DeleteMarker"), query, marker, entry.latest());
        xml.time("LastModified", marker.modified());
        ListedObject.owner(xml, owner);
        xml.close("DeleteMarker");
      }
    }
  }

  private static void identify(
      XmlWriter xml, ListQuery query, ObjectVersion version, boolean latest) {
    query.key(xml, "Key", version.key().value());
    xml.text("VersionId", version.versionId().value()).text("IsLatest", latest);
  }

  private static Optional<VersionId> versionMarker(S3Request request, String keyMarker) {
    Optional<VersionId> version =
        request.parameter(VERSION_MARKER).filter(value -> !value.isEmpty()).map(VersionId::new);
    if (version.isPresent() && keyMarker.isEmpty()) {
      throw invalid(version.get(), "A version-id marker cannot be specified without a key marker.");
    }
    if (version.isPresent() && !version.get().isNull() && version.get().sequence().isEmpty()) {
      throw invalid(version.get(), "Invalid version id specified");
    }
    return version;
  }

  private static S3Exception invalid(VersionId version, String message) {
    return new S3Exception(S3Error.INVALID_ARGUMENT, message)
        .withDetail("ArgumentName", VERSION_MARKER)
        .withDetail("ArgumentValue", version.value());
  }
}
