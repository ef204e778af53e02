package io.cistern.s3.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.S3Response;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS, and certificates that are replaced while it is served. */
@Timeout(60)
class TlsReloadTest {
  @TempDir Path directory;

  /** Takes whatever it is shown: the test looks at it itself. */
  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private TlsFiles files(int serial) throws IOException, InterruptedException {
    return TestCertificate.make(directory, serial);
  }

  private static BigInteger servedSerial(int port) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.startHandshake();
      socket.getOutputStream().write("GET /b HTTP/1.1\r\nHost: h\r\n\r\n".getBytes());
      byte[] status = socket.getInputStream().readNBytes(12);
      assertThat(new String(status)).isEqualTo("HTTP/1.1 200");
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }

  @Test
  void aReplacedCertificateIsServedAndABadOneLeavesTheOldInUse() throws Exception {
    TlsFiles files = files(7);
    try (TestFront front =
        new TestFront(TestFront.LIMITS, Optional.of(files), (_, _) -> S3Response.ok())) {
      int port = front.front().port();
      assertThat(servedSerial(port)).isEqualTo(7);

      files(8);
      long deadline = System.nanoTime() + 20_000_000_000L;
      while (!servedSerial(port).equals(BigInteger.valueOf(8)) && System.nanoTime() < deadline) {
        Thread.sleep(100);
      }
      assertThat(servedSerial(port)).isEqualTo(8);

      Files.writeString(files.certificate(), "not a certificate");
      Files.setLastModifiedTime(files.certificate(), FileTime.from(Instant.now().plusSeconds(99)));
      Thread.sleep(3_000);
      assertThat(servedSerial(port)).isEqualTo(8);
    }
  }
}
