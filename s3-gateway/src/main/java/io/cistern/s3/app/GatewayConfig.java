package io.cistern.s3.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The configuration of the gateway, from properties or the environment. */
@ConfigMapping(prefix = "cistern.s3")
public interface GatewayConfig {
  /** The directory of the object store, which the gateway owns alone. */
  Optional<Path> directory();

  /** The address to listen on. */
  @WithDefault("127.0.0.1")
  String host();

  /** The port to listen on; 0 for any free one. */
  @WithDefault("9000")
  int port();

  /** What clients call the region. */
  @WithDefault("us-east-1")
  String region();

  /** Base domains: a host below one of them names a bucket. */
  Optional<List<String>> domains();

  /** How clients reach the gateway where a proxy changes host or port. */
  Optional<URI> externalUrl();

  /** The access key of the root credentials; with the secret key, instead of a file. */
  Optional<String> accessKey();

  /** The secret key of the root credentials. */
  Optional<String> secretKey();

  /** The file of the root credentials; made with random ones where there is none. */
  Optional<Path> credentialsFile();

  /** The file to which a line of JSON is appended for each request. */
  Optional<Path> accessLog();

  /** How long requests under way may take to finish when the gateway is told to stop. */
  @WithDefault("20s")
  Duration stopPatience();

  /** The Unix socket of the gateway's own service: users, keys, grants and quotas. */
  Optional<String> adminEndpoint();

  Cosi cosi();

  Tls tls();

  Limits limits();

  /** The driver of the Container Object Storage Interface. */
  interface Cosi {
    /** The Unix socket it listens on; it is not served where there is none. */
    Optional<String> endpoint();

    /** What BucketClasses call it. */
    @WithDefault("s3.cistern.io")
    String driverName();

    /** Where pods find the gateway. */
    Optional<URI> url();
  }

  /** HTTPS. */
  interface Tls {
    /** The certificate chain, in PEM; read again when it changes. */
    Optional<Path> certificate();

    /** Its private key, in PEM (PKCS #8). */
    Optional<Path> key();
  }

  /** What clients may cost. */
  interface Limits {
    /** Method, path and query, in bytes. */
    @WithDefault("16384")
    int requestLine();

    /** All header fields, in bytes. */
    @WithDefault("32768")
    int head();

    @WithDefault("4096")
    int connections();

    /** Requests that are answered at the same time; others get SlowDown. */
    @WithDefault("256")
    int requests();

    /** How long a connection may stay without a whole request head. */
    @WithDefault("60s")
    Duration idle();

    /** How long a client may keep the gateway waiting in all before its pace counts. */
    @WithDefault("30s")
    Duration grace();

    /** The least pace of a body, bytes a second. */
    @WithDefault("1024")
    long bytesPerSecond();
  }
}
