package io.cistern.s3.route;

import java.util.Locale;
import java.util.Map;

/**
 * AWS's names of the operations that sub-resources stand for, so that what is not implemented is
 * refused by the name its caller knows.
 */
final class OperationNames {
  /** Operations that are not called by their method and the name of the sub-resource. */
  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("GET session", "CreateSession"),
          Map.entry("GET uploadId", "ListParts"),
          Map.entry("GET uploads", "ListMultipartUploads"),
          Map.entry("GET versions", "ListObjectVersions"),
          Map.entry("DELETE lifecycle", "DeleteBucketLifecycle"),
          Map.entry("DELETE uploadId", "AbortMultipartUpload"),
          Map.entry("POST delete", "DeleteObjects"),
          Map.entry("POST metadataConfiguration", "CreateBucketMetadataConfiguration"),
          Map.entry("POST metadataTable", "CreateBucketMetadataTableConfiguration"),
          Map.entry("POST restore", "RestoreObject"),
          Map.entry("POST select", "SelectObjectContent"),
          Map.entry("POST uploadId", "CompleteMultipartUpload"),
          Map.entry("POST uploads", "CreateMultipartUpload"),
          Map.entry(
              "PUT metadataAnnotationTable", "UpdateBucketMetadataAnnotationTableConfiguration"),
          Map.entry(
              "PUT metadataInventoryTable", "UpdateBucketMetadataInventoryTableConfiguration"),
          Map.entry("PUT metadataJournalTable", "UpdateBucketMetadataJournalTableConfiguration"),
          Map.entry("PUT partNumber", "UploadPart"),
          Map.entry("PUT renameObject", "RenameObject"),
          Map.entry("PUT uploadId", "UploadPart"));

  private OperationNames() {}

  /** The name, such as {@code PutBucketPolicy}; of an unknown sub-resource its own. */
  static String of(String method, Route.Level level, String parameter) {
    String irregular = IRREGULAR.get(method + " " + parameter);
    if (irregular != null) {
      return irregular;
    }
    String configured = SubResources.NAMES.get(parameter);
    if (configured == null) {
      return "The sub-resource " + parameter;
    }
    if (level == Route.Level.OBJECT && parameter.equals("encryption")) {
      return "UpdateObjectEncryption";
    }
    String verb = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    return verb
        + switch (parameter) {
          case "acl", "tagging" -> (level == Route.Level.OBJECT ? "Object" : "Bucket") + configured;
          default -> configured;
        };
  }
}
