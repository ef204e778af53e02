package io.cistern.s3.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** A certificate chain and its private key, proven to belong together. */
record TlsPair(List<X509Certificate> chain, PrivateKey key) {
  private static final byte[] PROBE = {1, 2, 3};

  TlsPair {
    chain = List.copyOf(chain);
  }

  /**
   * Reads the pair. Two files cannot be replaced at once, and a server with one old and one new
   * would answer nobody, so they are tried first.
   *
   * @throws IllegalArgumentException if they do not belong together, or are no certificate and key
   */
  static TlsPair load(TlsFiles files) throws IOException {
    try {
      List<X509Certificate> chain = chain(files.certificate());
      PublicKey certified = chain.getFirst().getPublicKey();
      PrivateKey key = key(files.key(), certified.getAlgorithm());
      requirePair(certified, key);
      return new TlsPair(chain, key);
    } catch (GeneralSecurityException | RuntimeException broken) {
      throw new IllegalArgumentException("no certificate and its key: " + broken, broken);
    }
  }

  /** As TLS names the kind of key. */
  String algorithm() {
    return chain.getFirst().getPublicKey().getAlgorithm();
  }

  private static void requirePair(PublicKey certified, PrivateKey key)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(signing(certified));
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(PROBE);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the key is not that of the certificate");
    }
  }

  private static List<X509Certificate> chain(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }

  private static PrivateKey key(Path file, String algorithm)
      throws IOException, GeneralSecurityException {
    StringBuilder base64 = new StringBuilder();
    Files.readAllLines(file).stream()
        .filter(line -> !line.startsWith("-----"))
        .forEach(base64::append);
    byte[] encoded = Base64.getMimeDecoder().decode(base64.toString());
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static String signing(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}
