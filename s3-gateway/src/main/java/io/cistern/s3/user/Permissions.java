package io.cistern.s3.user;

import io.cistern.s3.model.AccessMode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which actions a mode of access allows on its bucket. Making, deleting and configuring buckets is
 * in none: that is the root's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">AWS:
 *     actions of S3</a>
 */
final class Permissions {
  /** What needs no bucket: to ask which there are, and be shown one's own. */
  private static final Set<String> SERVICE = Set.of("s3:ListAllMyBuckets");

  private static final Set<String> READ =
      Set.of(
          "s3:GetBucketLocation",
          "s3:GetBucketAcl",
          "s3:GetBucketCORS",
          "s3:GetBucketOwnershipControls",
          "s3:GetBucketPolicy",
          "s3:GetBucketPublicAccessBlock",
          "s3:GetBucketTagging",
          "s3:GetBucketVersioning",
          "s3:GetObject",
          "s3:GetObjectAcl",
          "s3:GetObjectAttributes",
          "s3:GetObjectTagging",
          "s3:GetObjectVersion",
          "s3:GetObjectVersionAcl",
          "s3:GetObjectVersionAttributes",
          "s3:GetObjectVersionTagging",
          "s3:ListBucket",
          "s3:ListBucketMultipartUploads",
          "s3:ListBucketVersions");

  /** Deletes, for who may overwrite can destroy; but no version that overwriting has kept. */
  private static final Set<String> WRITE =
      Set.of(
          "s3:GetBucketLocation",
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:DeleteObjectTagging",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
          "s3:PutObjectAcl",
          "s3:PutObjectTagging");

  private static final Set<String> BOTH =
      Stream.of(
              READ,
              WRITE,
              Set.of(
                  "s3:DeleteObjectVersion",
                  "s3:DeleteObjectVersionTagging",
                  "s3:PutObjectVersionAcl",
                  "s3:PutObjectVersionTagging"))
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  private Permissions() {}

  /** Whether any user may do this, whatever it has been granted. */
  static boolean isForEveryUser(String action) {
    return SERVICE.contains(action);
  }

  /** Whether a grant of this mode allows the action on its bucket. */
  static boolean allow(AccessMode mode, String action) {
    return switch (mode) {
      case READ_ONLY -> READ.contains(action);
      case WRITE_ONLY -> WRITE.contains(action);
      case READ_WRITE -> BOTH.contains(action);
    };
  }
}
