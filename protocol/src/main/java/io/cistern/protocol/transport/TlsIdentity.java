package io.cistern.protocol.transport;

import io.grpc.util.CertificateUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * One reading of {@link TlsFiles}: who this end is, and whom it trusts.
 *
 * @param keys presents the certificate
 * @param trust checks the other end's: its chain, its dates, its key usage for the role it plays,
 *     and, in a client, its host name
 */
record TlsIdentity(X509ExtendedKeyManager keys, X509ExtendedTrustManager trust) {
  private static final char[] NO_PASSWORD = {};

  /**
   * @throws GeneralSecurityException if the files do not hold what they should, or the key is not
   *     the certificate's
   */
  static TlsIdentity read(TlsFiles files) throws IOException, GeneralSecurityException {
    X509Certificate[] chain;
    X509Certificate[] authorities;
    try (InputStream certificate = Files.newInputStream(files.certificate());
        InputStream ca = Files.newInputStream(files.ca())) {
      chain = CertificateUtils.getX509Certificates(certificate);
      authorities = CertificateUtils.getX509Certificates(ca);
    }
    PrivateKey key = PrivateKeyFile.read(files.key());
    if (chain.length == 0 || authorities.length == 0) {
      throw new GeneralSecurityException("no certificate in " + files);
    }
    requirePair(chain[0], key);
    return new TlsIdentity(keyManager(chain, key), trustManager(authorities));
  }

  private static void requirePair(X509Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case String other -> other;
        };
    byte[] text = "pair".getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(text);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the private key is not the certificate's");
    }
  }

  private static X509ExtendedKeyManager keyManager(X509Certificate[] chain, PrivateKey key)
      throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    store.setKeyEntry("identity", key, NO_PASSWORD, chain);
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, NO_PASSWORD);
    for (KeyManager manager : factory.getKeyManagers()) {
      if (manager instanceof X509ExtendedKeyManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("this platform has no X.509 key manager");
  }

  private static X509ExtendedTrustManager trustManager(X509Certificate[] authorities)
      throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    for (X509Certificate authority : authorities) {
      store.setCertificateEntry("ca-" + Arrays.asList(authorities).indexOf(authority), authority);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("this platform has no X.509 trust manager");
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
