package io.cistern.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyFileTest {
  /** Where the PKCS #1 key begins in the PKCS #8 of an RSA key of 2048 bits. */
  private static final int WITHIN = 26;

  @TempDir Path directory;

  private Path file(String kind, byte[] der) throws IOException {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return Files.writeString(
        directory.resolve("key.pem"),
        "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }

  private static PrivateKey made(String algorithm) throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void readsPkcs8OfEveryAlgorithm(String algorithm) throws Exception {
    PrivateKey key = made(algorithm);
    assertThat(PrivateKeyFile.read(file("PRIVATE KEY", key.getEncoded())).getEncoded())
        .isEqualTo(key.getEncoded());
  }

  @Test
  void readsPkcs1() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, WITHIN, pkcs8.length);
    assertThat(PrivateKeyFile.read(file("RSA PRIVATE KEY", pkcs1)).getEncoded()).isEqualTo(pkcs8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "CERTIFICATE"})
  void whatIsNoSuchKeyIsRefusedWithoutBeingTold(String kind) throws IOException {
    Path file = file(kind, "correct horse battery".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> PrivateKeyFile.read(file))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("Y29ycmVjd");
  }

  @Test
  void whatIsCutOffIsRefused() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("key.pem"),
            "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> PrivateKeyFile.read(file))
        .isInstanceOf(GeneralSecurityException.class);
  }
}
