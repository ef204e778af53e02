package io.cistern.controller.app;

import io.cistern.protocol.transport.TlsFiles;
import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Mutual TLS towards the agents: all three files, or none. */
@ConfigMapping(prefix = "cistern.tls")
public interface TlsConfig {
  /** The authorities that agents' certificates come from, PEM. */
  Optional<Path> ca();

  /** The controller's certificate, PEM. */
  Optional<Path> certificate();

  /** Its private key, PKCS #8 PEM. */
  Optional<Path> key();

  /**
   * @throws IllegalArgumentException if only some are given
   */
  default Optional<TlsFiles> files() {
    if (ca().isEmpty() && certificate().isEmpty() && key().isEmpty()) {
      return Optional.empty();
    }
    if (ca().isPresent() && certificate().isPresent() && key().isPresent()) {
      return Optional.of(new TlsFiles(ca().get(), certificate().get(), key().get()));
    }
    throw new IllegalArgumentException(
        "cistern.tls.ca, cistern.tls.certificate and cistern.tls.key are given together");
  }
}
