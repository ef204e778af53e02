package io.cistern.s3.cosi;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * What a driver says of itself and its S3 endpoint.
 *
 * @param name as BucketClasses name it: up to 63 letters, digits, hyphens and dots
 * @param url where pods find the gateway, path style
 * @param region what they sign for
 */
public record DriverInfo(String name, URI url, String region) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?");

  /**
   * @throws IllegalArgumentException if the name is no name of a driver, or the URL is not one of
   *     an endpoint
   */
  public DriverInfo {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a COSI driver has 1 to 63 letters, digits, hyphens and dots: " + name);
    }
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException("an S3 endpoint is http:// or https://, not " + url);
    }
  }
}
