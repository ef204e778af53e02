package io.cistern.s3.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * The certificate of HTTPS, in files that may be replaced while the gateway runs.
 *
 * @param certificate the chain, in PEM
 * @param key its private key, in PEM (PKCS #8)
 */
public record TlsFiles(Path certificate, Path key) {
  /** When either was last changed. */
  FileTime changed() throws IOException {
    FileTime one = Files.getLastModifiedTime(certificate);
    FileTime other = Files.getLastModifiedTime(key);
    return one.compareTo(other) > 0 ? one : other;
  }
}
