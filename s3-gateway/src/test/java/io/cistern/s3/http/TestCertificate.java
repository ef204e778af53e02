package io.cistern.s3.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Certificates of the loopback address that vouch for themselves. */
public final class TestCertificate {
  private TestCertificate() {}

  /** Makes one, or replaces what was made before; a later serial number has a later time. */
  public static TlsFiles make(Path directory, int serial) throws IOException, InterruptedException {
    Path key = directory.resolve("new-key.pem");
    Path certificate = directory.resolve("new-certificate.pem");
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-set_serial",
                Integer.toString(serial),
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(openssl.getInputStream().readAllBytes());
    assertThat(openssl.waitFor()).as(said).isZero();
    TlsFiles files =
        new TlsFiles(directory.resolve("certificate.pem"), directory.resolve("key.pem"));
    Files.move(key, files.key(), StandardCopyOption.REPLACE_EXISTING);
    Files.move(certificate, files.certificate(), StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(
        files.certificate(), FileTime.from(Instant.now().plusSeconds(serial)));
    return files;
  }
}
