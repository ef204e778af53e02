package io.cistern.s3.auth;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;

/**
 * Reads {@code <access key>/<date>/<region>/s3/aws4_request} and takes the gateway's region only.
 *
 * @param error how the place it stands in is called malformed
 * @param prefix begins the message, as AWS has it
 */
record ScopeReader(String region, S3Error error, String prefix) {
  /** An access key with the scope it was used for. */
  record Scoped(String accessKey, CredentialScope scope) {}

  Scoped read(String credential, String timestamp) {
    String[] parts = credential.split("/", -1);
    if (parts.length != 5 || parts[0].isEmpty()) {
      throw malformed(
          "the Credential is mal-formed; expecting"
              + " \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
    }
    String date = parts[1];
    if (date.length() != 8 || !timestamp.startsWith(date)) {
      throw malformed(
          "Invalid credential date \"%s\". This date is not the same as X-Amz-Date: \"%s\"."
              .formatted(date, timestamp.substring(0, 8)));
    }
    if (!parts[3].equals("s3")) {
      throw malformed(
          "incorrect service \"%s\". This endpoint belongs to \"s3\".".formatted(parts[3]));
    }
    if (!parts[4].equals("aws4_request")) {
      throw malformed(
          "incorrect terminal \"%s\". This endpoint uses \"aws4_request\".".formatted(parts[4]));
    }
    if (!parts[2].equals(region)) {
      throw malformed("the region '%s' is wrong; expecting '%s'".formatted(parts[2], region))
          .withDetail("Region", region);
    }
    return new Scoped(parts[0], new CredentialScope(date, region));
  }

  S3Exception malformed(String why) {
    return new S3Exception(error, prefix + why);
  }
}
