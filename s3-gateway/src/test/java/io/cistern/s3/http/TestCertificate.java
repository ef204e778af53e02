package io.cistern.s3.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of the loopback address, and of {@code *.s3.test}, that vouch for themselves. */
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
                "subjectAltName=DNS:localhost,IP:127.0.0.1,DNS:s3.test,DNS:*.s3.test",
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

  /** What a client trusts that trusts this one certificate and no other. */
  public static TrustManager[] trusting(TlsFiles files)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(files.certificate())) {
      store.setCertificateEntry(
          "gateway", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
