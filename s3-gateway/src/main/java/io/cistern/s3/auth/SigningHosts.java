package io.cistern.s3.auth;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The hosts a client may have signed, given the one the gateway sees: a proxy on the way changes
 * host and port.
 *
 * <p>The name of the external URL is a candidate only where the host that came does not name a
 * bucket: else a request signed for one address could be sent to a bucket of the sender's choice.
 */
public final class SigningHosts {
  private final Optional<URI> external;
  private final List<String> domains;

  /**
   * Candidates for a gateway known to its clients as {@code external}.
   *
   * @param domains under which a host name is that of a bucket
   */
  public SigningHosts(Optional<URI> external, List<String> domains) {
    this.external = external;
    this.domains = domains.stream().map(domain -> "." + lower(domain)).toList();
  }

  SequencedSet<String> candidates(String host) {
    SequencedSet<String> candidates = new LinkedHashSet<>();
    candidates.add(host);
    String name = withoutPort(host);
    candidates.add(name);
    external.ifPresent(
        url -> {
          if (url.getPort() >= 0) {
            candidates.add(name + ":" + url.getPort());
          }
          if (domains.stream().noneMatch(lower(name)::endsWith)) {
            candidates.add(url.getRawAuthority());
            candidates.add(url.getHost());
          }
        });
    return candidates;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
