package io.cistern.s3.multipart;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.UploadDraft.ChecksumChoice;
import io.cistern.s3.object.ObjectHeaders;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the headers of CompleteMultipartUpload claim of the object to be; each claim is held against
 * what the parts say.
 *
 * @param size {@code x-amz-mp-object-size}, bytes
 * @param checksums by algorithm, in base64
 */
record CompletionClaims(
    OptionalLong size,
    Map<ChecksumAlgorithm, String> checksums,
    Optional<Checksum.Coverage> coverage) {
  private static final String SIZE = "x-amz-mp-object-size";

  CompletionClaims {
    checksums = Map.copyOf(checksums);
  }

  /**
   * Reads the headers.
   *
   * @throws S3Exception {@link S3Error#INVALID_REQUEST} if a size is no number or a type unknown
   */
  static CompletionClaims read(Headers headers) {
    Map<ChecksumAlgorithm, String> checksums = new EnumMap<>(ChecksumAlgorithm.class);
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      headers
          .first(ObjectHeaders.checksumHeader(algorithm))
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> checksums.put(algorithm, value));
    }
    return new CompletionClaims(size(headers), checksums, ChecksumHeaders.type(headers));
  }

  /**
   * Holds the claimed size against the real one.
   *
   * @throws S3Exception {@link S3Error#INVALID_REQUEST} if they differ
   */
  void verifySize(long computed) {
    if (size.isPresent() && size.getAsLong() != computed) {
      throw invalid(
          "The provided 'x-amz-mp-object-size' header value %d does not match what was computed: %d"
              .formatted(size.getAsLong(), computed));
    }
  }

  /**
   * Holds the claimed checksums against those the object gets.
   *
   * @throws S3Exception {@link S3Error#INVALID_REQUEST} for a kind the object does not get, {@link
   *     S3Error#BAD_DIGEST} for another value
   */
  void verifyChecksums(Optional<ChecksumChoice> choice, List<Checksum> computed) {
    if (choice.isPresent() && coverage.isPresent() && coverage.get() != choice.get().coverage()) {
      throw invalid(
          ("The upload was created using the %s checksum mode. The complete request must use the "
                  + "same checksum mode.")
              .formatted(choice.get().coverage()));
    }
    checksums.forEach(
        (algorithm, value) ->
            verify(
                value,
                computed.stream()
                    .filter(checksum -> checksum.algorithm() == algorithm)
                    .findFirst()
                    .orElseThrow(() -> mismatch(choice, algorithm))));
  }

  private static void verify(String claimed, Checksum computed) {
    // some clients leave the number of parts off a composite checksum
    boolean equal =
        claimed.equals(computed.value())
            || claimed.equals(computed.value().replaceFirst("-[0-9]+$", ""));
    if (!equal) {
      throw new S3Exception(
          S3Error.BAD_DIGEST,
          "The %s you specified did not match the calculated checksum."
              .formatted(computed.algorithm()));
    }
  }

  private static S3Exception mismatch(Optional<ChecksumChoice> choice, ChecksumAlgorithm claimed) {
    return invalid(
        "Checksum Type mismatch occurred, expected checksum Type: %s, actual checksum Type: %s"
            .formatted(
                choice.map(c -> c.algorithm().name().toLowerCase(Locale.ROOT)).orElse("null"),
                claimed.name().toLowerCase(Locale.ROOT)));
  }

  private static OptionalLong size(Headers headers) {
    Optional<String> text = headers.first(SIZE);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long size = Long.parseLong(text.get());
      if (size >= 0) {
        return OptionalLong.of(size);
      }
    } catch (NumberFormatException notOne) {
      throw invalid("Value for x-amz-mp-object-size header is invalid.");
    }
    throw invalid("Value for x-amz-mp-object-size header is invalid.");
  }

  private static S3Exception invalid(String message) {
    return new S3Exception(S3Error.INVALID_REQUEST, message);
  }
}
