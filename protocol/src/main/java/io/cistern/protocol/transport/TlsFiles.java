package io.cistern.protocol.transport;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The PEM files of one end of a mutual TLS connection. They are read again at the first handshake
 * after any of them has changed; a new set that does not fit together is logged and ignored, and
 * the old one stays.
 *
 * @param ca the certificates of the authorities that the other end's certificate must come from
 * @param certificate this end's certificate, then its intermediates
 * @param key its private key, PKCS #8 and not encrypted
 */
public record TlsFiles(Path ca, Path certificate, Path key) {

  /**
   * Reads a configuration in which all three are given or none.
   *
   * @throws IllegalArgumentException if only some are
   */
  public static Optional<TlsFiles> allOrNone(
      Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {
    if (ca.isEmpty() && certificate.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    if (ca.isEmpty() || certificate.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException(
          "cistern.tls.ca, cistern.tls.certificate and cistern.tls.key are given together");
    }
    return Optional.of(new TlsFiles(ca.get(), certificate.get(), key.get()));
  }
}
