package io.cistern.s3.model;

import java.util.Optional;

/**
 * Where a list of uploads goes on.
 *
 * @param upload past this upload of the key, if {@code key} is an {@link ListPosition.AfterKey}
 */
public record UploadPosition(ListPosition key, Optional<UploadId> upload) {
  public static final UploadPosition START =
      new UploadPosition(ListPosition.START, Optional.empty());
}
