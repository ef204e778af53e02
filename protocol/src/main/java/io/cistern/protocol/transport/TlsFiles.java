package io.cistern.protocol.transport;

import java.nio.file.Path;

/**
 * The PEM files of one end of a mutual TLS connection. They are read again at the first handshake
 * after any of them has changed; a new set that does not fit together is logged and ignored, and
 * the old one stays.
 *
 * @param ca the certificates of the authorities that the other end's certificate must come from
 * @param certificate this end's certificate, then its intermediates
 * @param key its private key, PKCS #8 and not encrypted
 */
public record TlsFiles(Path ca, Path certificate, Path key) {}
