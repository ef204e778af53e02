package io.cistern.s3.object;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.model.VersionId;
import java.util.Optional;

/** The version a request asks for. */
public final class Versions {
  static final String PARAMETER = "versionId";

  private Versions() {}

  /**
   * The {@code versionId} of a request; empty where the latest is meant.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} if no version can have that id
   */
  public static Optional<VersionId> asked(S3Request request) {
    return request.parameter(PARAMETER).map(Versions::parse);
  }

  /**
   * A version id.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} if no version can have that id
   */
  public static VersionId parse(String text) {
    VersionId id = new VersionId(text);
    if (!id.isNull() && id.sequence().isEmpty()) {
      throw new S3Exception(
              S3Error.INVALID_ARGUMENT,
              text.isEmpty()
                  ? "Version id cannot be the empty string"
                  : "Invalid version id specified")
          .withDetail("ArgumentName", PARAMETER)
          .withDetail("ArgumentValue", text);
    }
    return id;
  }
}
