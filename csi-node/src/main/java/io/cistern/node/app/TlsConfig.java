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

  /** All of them, or empty if TLS is not configured. */
  default Optional<TlsFiles> files() {
    return TlsFiles.allOrNone(ca(), certificate(), key());
  }
}
