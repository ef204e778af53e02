package io.cistern.node.app;

import io.cistern.protocol.transport.TlsFiles;
import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The PEM files for mutual TLS: {@code cistern.tls.*}, all three or none. */
@ConfigMapping(prefix = "cistern.tls")
public interface TlsConfig {
  /** Whom to trust. */
  Optional<Path> ca();

  /** Who to be. */
  Optional<Path> certificate();

  /** The key of the certificate. */
  Optional<Path> key();

  /**
   * @throws IllegalArgumentException if only some of the files are named
   */
  default Optional<TlsFiles> files() {
    if (ca().isEmpty() && certificate().isEmpty() && key().isEmpty()) {
      return Optional.empty();
    }
    if (ca().isEmpty() || certificate().isEmpty() || key().isEmpty()) {
      throw new IllegalArgumentException(
          "cistern.tls.ca, cistern.tls.certificate and cistern.tls.key are given together");
    }
    return Optional.of(new TlsFiles(ca().get(), certificate().get(), key().get()));
  }
}
