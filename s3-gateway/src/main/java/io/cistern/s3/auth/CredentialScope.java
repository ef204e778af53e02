package io.cistern.s3.auth;

/**
 * What a signing key is good for: a day, a region and S3.
 *
 * @param date as {@code yyyyMMdd}
 */
record CredentialScope(String date, String region) {
  @Override
  public String toString() {
    return date + "/" + region + "/s3/aws4_request";
  }
}
