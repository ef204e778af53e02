package io.cistern.benchmarks.s3.client;

import java.net.URI;

/**
 * Where an S3 server listens, and who asks it. Plain HTTP, path style.
 *
 * @param host a name or an address
 * @param port of TCP
 * @param region that requests are signed for
 */
public record Endpoint(String host, int port, String accessKey, String secretKey, String region) {
  private static final int HTTP_PORT = 80;

  public static Endpoint at(URI address, String accessKey, String secretKey, String region) {
    if (!"http".equals(address.getScheme()) || address.getHost() == null) {
      throw new IllegalArgumentException("an endpoint is http://host:port, not " + address);
    }
    int port = address.getPort() < 0 ? HTTP_PORT : address.getPort();
    return new Endpoint(address.getHost(), port, accessKey, secretKey, region);
  }

  /** One on this machine, in the usual region. */
  public static Endpoint local(int port, String accessKey, String secretKey) {
    return new Endpoint("127.0.0.1", port, accessKey, secretKey, "us-east-1");
  }

  String authority() {
    return host + ":" + port;
  }

  /** Without the secret, for messages. */
  @Override
  public String toString() {
    return "http://" + authority();
  }
}
