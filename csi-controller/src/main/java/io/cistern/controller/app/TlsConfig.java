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

  /** All of them, or empty if TLS is not configured. */
  default Optional<TlsFiles> files() {
    return TlsFiles.allOrNone(ca(), certificate(), key());
  }
}
