package io.cistern.s3.route;

import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Exception;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what a request addresses: the bucket stands in the host, below one of the base domains
 * (virtual-hosted style), or at the front of the path. Any other host, an IP address among them,
 * means path style.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html">AWS:
 *     virtual hosting of buckets</a>
 */
public final class Addressing {
  private final List<String> suffixes;

  /**
   * @param domains base domains, without a leading dot; none for path style only
   */
  public Addressing(List<String> domains) {
    this.suffixes =
        domains.stream()
            .map(domain -> "." + domain.toLowerCase(Locale.ROOT))
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /**
   * The address of a request.
   *
   * @throws S3Exception if bucket or key cannot be one
   */
  public Address of(RequestHead head) {
    return head.headers()
        .first("host")
        .flatMap(this::bucket)
        .map(bucket -> Address.ofHost(bucket, head.rawPath()))
        .orElseGet(() -> Address.ofPath(head.rawPath()));
  }

  private Optional<String> bucket(String host) {
    if (suffixes.isEmpty()) {
      return Optional.empty();
    }
    String name = withoutPort(host).toLowerCase(Locale.ROOT);
    return suffixes.stream()
        .filter(suffix -> name.length() > suffix.length() && name.endsWith(suffix))
        .findFirst()
        .map(suffix -> name.substring(0, name.length() - suffix.length()));
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
