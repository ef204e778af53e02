package io.cistern.e2e.cluster;

import io.cistern.protocol.transport.TlsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An authority made for one test, and the certificates it signs for 127.0.0.1. */
public final class Certificates {
  private final Path directory;

  private Certificates(Path directory) {
    this.directory = directory;
  }

  /** Makes a new authority whose files lie in a new directory. */
  public static Certificates in(Path directory) {
    try {
      Files.createDirectory(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Certificates certificates = new Certificates(directory);
    Commands.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=cistern test authority",
        "-keyout",
        certificates.file("ca.key"),
        "-out",
        certificates.file("ca.crt"));
    return certificates;
  }

  /** A certificate and key of this name, good for both ends of a connection to 127.0.0.1. */
  public TlsFiles issue(String name) {
    String request = file(name + ".csr");
    String extensions = file(name + ".ext");
    try {
      Files.writeString(
          Path.of(extensions),
          """
          subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:%s
          extendedKeyUsage=serverAuth,clientAuth
          """
              .formatted(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Commands.run(
        "openssl",
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=" + name,
        "-keyout",
        file(name + ".key"),
        "-out",
        request);
    Commands.run(
        "openssl",
        "x509",
        "-req",
        "-in",
        request,
        "-days",
        "2",
        "-CA",
        file("ca.crt"),
        "-CAkey",
        file("ca.key"),
        "-CAcreateserial",
        "-extfile",
        extensions,
        "-out",
        file(name + ".crt"));
    return new TlsFiles(
        Path.of(file("ca.crt")), Path.of(file(name + ".crt")), Path.of(file(name + ".key")));
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }
}
