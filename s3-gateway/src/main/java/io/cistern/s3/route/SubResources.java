package io.cistern.s3.route;

import io.cistern.s3.api.QueryParameters;
import java.util.Map;
import java.util.Set;

/**
 * The sub-resources of S3: query parameters that make a request another operation. One that no
 * route asked for is refused by the name of the configuration, never taken for the plain request.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html">AWS: Amazon S3
 *     operations</a>
 */
public final class SubResources {
  /** By parameter, what the operation's name has after its verb. */
  static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("abac", "BucketAbac"),
          Map.entry("accelerate", "BucketAccelerateConfiguration"),
          Map.entry("acl", "Acl"),
          Map.entry("analytics", "BucketAnalyticsConfiguration"),
          Map.entry("annotation", "ObjectAnnotation"),
          Map.entry("attributes", "ObjectAttributes"),
          Map.entry("cors", "BucketCors"),
          Map.entry("delete", "Objects"),
          Map.entry("encryption", "BucketEncryption"),
          Map.entry("intelligent-tiering", "BucketIntelligentTieringConfiguration"),
          Map.entry("inventory", "BucketInventoryConfiguration"),
          Map.entry("legal-hold", "ObjectLegalHold"),
          Map.entry("lifecycle", "BucketLifecycleConfiguration"),
          Map.entry("location", "BucketLocation"),
          Map.entry("logging", "BucketLogging"),
          Map.entry("metadataAnnotationTable", "BucketMetadataAnnotationTableConfiguration"),
          Map.entry("metadataConfiguration", "BucketMetadataConfiguration"),
          Map.entry("metadataInventoryTable", "BucketMetadataInventoryTableConfiguration"),
          Map.entry("metadataJournalTable", "BucketMetadataJournalTableConfiguration"),
          Map.entry("metadataTable", "BucketMetadataTableConfiguration"),
          Map.entry("metrics", "BucketMetricsConfiguration"),
          Map.entry("notification", "BucketNotificationConfiguration"),
          Map.entry("object-lock", "ObjectLockConfiguration"),
          Map.entry("ownershipControls", "BucketOwnershipControls"),
          Map.entry("partNumber", "Part"),
          Map.entry("policy", "BucketPolicy"),
          Map.entry("policyStatus", "BucketPolicyStatus"),
          Map.entry("publicAccessBlock", "PublicAccessBlock"),
          Map.entry("renameObject", "RenameObject"),
          Map.entry("replication", "BucketReplication"),
          Map.entry("requestPayment", "BucketRequestPayment"),
          Map.entry("restore", "RestoreObject"),
          Map.entry("retention", "ObjectRetention"),
          Map.entry("select", "SelectObjectContent"),
          Map.entry("session", "Session"),
          Map.entry("tagging", "Tagging"),
          Map.entry("torrent", "ObjectTorrent"),
          Map.entry("uploadId", "MultipartUpload"),
          Map.entry("uploads", "MultipartUploads"),
          Map.entry("versioning", "BucketVersioning"),
          Map.entry("versions", "ObjectVersions"),
          Map.entry("website", "BucketWebsite"));

  /** The methods of requests that change something. */
  private static final Set<String> CHANGING = Set.of("PUT", "POST", "DELETE");

  private SubResources() {}

  /**
   * Whether a parameter makes the request another operation. In a request that changes something
   * every name without a value is taken for one: so look those that S3 is yet to have, and a plain
   * PUT or DELETE in their place would destroy the object.
   */
  static boolean isOne(QueryParameters.Parameter parameter, String method) {
    String name = parameter.name();
    return NAMES.containsKey(name)
        || CHANGING.contains(method)
            && parameter.value().isEmpty()
            && !name.equals("versionId")
            && !name.regionMatches(true, 0, "x-amz-", 0, 6);
  }

  /** The query parameters. */
  public static Set<String> names() {
    return NAMES.keySet();
  }
}
