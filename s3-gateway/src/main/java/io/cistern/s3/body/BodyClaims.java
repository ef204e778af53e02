package io.cistern.s3.body;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.ChecksumAlgorithm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the head of a request claims of its body.
 *
 * @param md5 the value of Content-MD5, in base64
 * @param algorithm the checksum that was given, is to come in a trailer, or was asked for
 * @param value of the checksum, where the head gives it
 * @param trailer whether it comes in a trailer
 */
record BodyClaims(
    Optional<String> md5,
    Optional<ChecksumAlgorithm> algorithm,
    Optional<String> value,
    boolean trailer) {
  private static final String PREFIX = "x-amz-checksum-";

  /** Headers that begin like checksums and are none. */
  private static final Set<String> NOT_SUMS = Set.of("algorithm", "mode", "type");

  static BodyClaims read(RequestHead head) {
    Headers headers = head.headers();
    Optional<String> md5 = md5(headers);
    Optional<ChecksumAlgorithm> trailer = trailer(headers);
    List<String> values = new ArrayList<>();
    Optional<ChecksumAlgorithm> algorithm = trailer;
    // where an upload is completed they are the object's, not the document's that lists its parts
    boolean ofBody = !(head.method().equals("POST") && head.query().has("uploadId"));
    for (Map.Entry<String, List<String>> sum : headers.startingWith(PREFIX).entrySet()) {
      if (ofBody && !NOT_SUMS.contains(sum.getKey())) {
        algorithm = Optional.of(algorithm(sum.getKey()));
        for (String value : sum.getValue()) {
          values.add(valid(algorithm.get(), value));
        }
      }
    }
    if (values.size() > 1 || trailer.isPresent() && !values.isEmpty()) {
      throw invalid(
          "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
    }
    Optional<ChecksumAlgorithm> sdk = sdkAlgorithm(headers);
    if (sdk.isPresent() && algorithm.isPresent() && !sdk.equals(algorithm)) {
      throw invalid("Value for x-amz-sdk-checksum-algorithm header is invalid.");
    }
    return new BodyClaims(
        md5, algorithm.or(() -> sdk), values.stream().findFirst(), trailer.isPresent());
  }

  /** A checksum in a header or trailer that must be one. */
  static String valid(ChecksumAlgorithm algorithm, String value) {
    if (!Checksums.isValid(algorithm, value)) {
      throw invalid("Value for %s header is invalid.".formatted(Checksums.headerName(algorithm)));
    }
    return value;
  }

  private static Optional<ChecksumAlgorithm> sdkAlgorithm(Headers headers) {
    return headers
        .first("x-amz-sdk-checksum-algorithm")
        .filter(name -> !name.isEmpty())
        .map(
            name ->
                Checksums.algorithm(name)
                    .orElseThrow(
                        () ->
                            invalid("Value for x-amz-sdk-checksum-algorithm header is invalid.")));
  }

  private static Optional<ChecksumAlgorithm> trailer(Headers headers) {
    List<String> names =
        headers.all("x-amz-trailer").stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    if (names.size() > 1) {
      throw invalid(
          "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
    }
    return names.stream()
        .findFirst()
        .map(
            name -> {
              if (!name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                throw invalid("The value specified in the x-amz-trailer header is not supported");
              }
              return algorithm(name.substring(PREFIX.length()));
            });
  }

  private static ChecksumAlgorithm algorithm(String name) {
    return Checksums.algorithm(name)
        .orElseThrow(
            () ->
                invalid("The algorithm type you specified in x-amz-checksum- header is invalid."));
  }

  private static Optional<String> md5(Headers headers) {
    List<String> values = headers.all("content-md5");
    for (String value : values) {
      if (values.size() > 1 || !isMd5(value)) {
        throw new S3Exception(S3Error.INVALID_DIGEST, "The Content-MD5 you specified was invalid.")
            .withDetail("Content-MD5", value);
      }
    }
    return values.stream().findFirst();
  }

  private static boolean isMd5(String value) {
    try {
      return value.length() == 24 && Base64.getDecoder().decode(value).length == 16;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static S3Exception invalid(String message) {
    return new S3Exception(S3Error.INVALID_REQUEST, message);
  }
}
