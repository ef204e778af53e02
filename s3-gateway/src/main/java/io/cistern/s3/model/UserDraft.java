package io.cistern.s3.model;

import java.util.List;
import java.util.Map;

/**
 * A user to be made; the store adds the time.
 *
 * @param keys with their secrets
 * @param grants by the name of the bucket
 * @param documents as {@link User#documents}
 */
public record UserDraft(
    UserName name,
    List<AccessKey> keys,
    Map<BucketName, AccessMode> grants,
    Map<String, String> documents) {
  public UserDraft {
    keys = List.copyOf(keys);
    grants = Map.copyOf(grants);
    documents = Map.copyOf(documents);
  }

  /** A user who may do nothing yet. */
  public static UserDraft of(UserName name) {
    return new UserDraft(name, List.of(), Map.of(), Map.of());
  }
}
