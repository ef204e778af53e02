package io.cistern.s3.http;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.nio.file.attribute.FileTime;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate each handshake is given: the one in the files, which may be replaced. One that
 * cannot be used leaves the old one in use, is logged, and is tried again.
 */
final class TlsReload extends X509ExtendedKeyManager {
  /** How often the files are looked at. */
  static final long LOOK_MILLIS = 2_000;

  private static final Logger LOG = System.getLogger(TlsReload.class.getName());
  private static final String ALIAS = "gateway";

  private final TlsFiles files;
  private volatile TlsPair pair;
  private FileTime inUse;

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException if they are no certificate and its key
   */
  TlsReload(TlsFiles files) throws IOException {
    this.files = files;
    this.inUse = files.changed();
    this.pair = TlsPair.load(files);
  }

  /** Takes what was replaced. It reads files. */
  synchronized void look() {
    try {
      FileTime changed = files.changed();
      if (!changed.equals(inUse)) {
        pair = TlsPair.load(files);
        inUse = changed;
        LOG.log(Level.INFO, "serving a new certificate file=" + files.certificate());
      }
    } catch (IOException | RuntimeException unusable) {
      LOG.log(
          Level.ERROR,
          "a new certificate cannot be used, the old one stays file=" + files.certificate(),
          unusable);
    }
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return keyType.equals(pair.algorithm()) ? ALIAS : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return keyType.equals(pair.algorithm()) ? ALIAS : null;
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return keyType.equals(pair.algorithm()) ? new String[] {ALIAS} : new String[0];
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return pair.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return pair.key();
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
