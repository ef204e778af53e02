package io.cistern.s3.multipart;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.Checksum.Coverage;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.UploadDraft.ChecksumChoice;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The checksum an upload is begun with. CRCs of parts can be joined to that of the object; of the
 * others there is only the checksum of the parts' checksums.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html">AWS:
 *     full object and composite checksum types</a>
 */
final class ChecksumHeaders {
  static final String ALGORITHM = "x-amz-checksum-algorithm";
  static final String TYPE = "x-amz-checksum-type";

  private ChecksumHeaders() {}

  /**
   * The choice; empty where nothing is asked.
   *
   * @throws S3Exception {@link S3Error#INVALID_REQUEST} for what is unknown, and for an algorithm
   *     and a type that do not go together
   */
  static Optional<ChecksumChoice> choice(Headers headers) {
    Optional<Coverage> type = type(headers);
    Optional<String> algorithm = headers.first(ALGORITHM).filter(name -> !name.isEmpty());
    if (algorithm.isEmpty()) {
      if (type.isPresent()) {
        throw invalid(
            "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm "
                + "header.");
      }
      return Optional.empty();
    }
    return Optional.of(choose(algorithm(algorithm.get()), type));
  }

  /** The {@code x-amz-checksum-type} of a request. */
  static Optional<Coverage> type(Headers headers) {
    return headers
        .first(TYPE)
        .filter(name -> !name.isEmpty())
        .map(
            name ->
                Arrays.stream(Coverage.values())
                    .filter(coverage -> coverage.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(
                        () -> invalid("Value for x-amz-checksum-type header is invalid.")));
  }

  private static ChecksumChoice choose(ChecksumAlgorithm algorithm, Optional<Coverage> type) {
    return switch (algorithm) {
      case CRC32, CRC32C -> new ChecksumChoice(algorithm, type.orElse(Coverage.COMPOSITE));
      case CRC64NVME -> only(algorithm, Coverage.FULL_OBJECT, type);
      case SHA1, SHA256 -> only(algorithm, Coverage.COMPOSITE, type);
    };
  }

  private static ChecksumChoice only(
      ChecksumAlgorithm algorithm, Coverage possible, Optional<Coverage> asked) {
    if (asked.isPresent() && asked.get() != possible) {
      throw invalid(
          "The %s checksum type cannot be used with the %s checksum algorithm."
              .formatted(asked.get(), algorithm.name().toLowerCase(Locale.ROOT)));
    }
    return new ChecksumChoice(algorithm, possible);
  }

  private static ChecksumAlgorithm algorithm(String name) {
    return Arrays.stream(ChecksumAlgorithm.values())
        .filter(algorithm -> algorithm.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "Checksum algorithm provided is unsupported. Please try again with any of the "
                        + "valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"));
  }

  private static S3Exception invalid(String message) {
    return new S3Exception(S3Error.INVALID_REQUEST, message);
  }
}
