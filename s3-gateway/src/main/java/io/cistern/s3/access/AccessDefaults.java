package io.cistern.s3.access;

import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Utf8;

/** How a new bucket is closed, as AWS makes them since April 2023. */
public final class AccessDefaults {
  private AccessDefaults() {}

  /** With ACLs off and all public access blocked. */
  public static BucketSettings closed(BucketSettings settings) {
    return settings
        .withDocument(Ownership.CONFIGURATION.document(), Utf8.decode(Ownership.enforced()))
        .withDocument(
            PublicAccessBlock.CONFIGURATION.document(), Utf8.decode(PublicAccessBlock.all()));
  }
}
