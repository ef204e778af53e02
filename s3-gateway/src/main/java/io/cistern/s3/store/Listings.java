package io.cistern.s3.store;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.ListRequest;
import io.cistern.s3.model.ObjectPage;
import io.cistern.s3.model.VersionPage;
import io.cistern.s3.model.VersionPosition;

/**
 * Pages of keys, in the order of their bytes. The cost is that of the page: a common prefix is one
 * seek, however many keys are under it. A page is of one moment; pages of one list are not.
 */
public interface Listings {
  /** The latest versions that are objects. */
  ObjectPage objects(BucketName bucket, ListRequest request);

  /**
   * All versions and delete markers.
   *
   * @param delimiter may be empty
   * @param max entries, versions and common prefixes together
   */
  VersionPage versions(
      BucketName bucket, String prefix, String delimiter, VersionPosition from, int max);
}
