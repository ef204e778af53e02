package io.cistern.protocol.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in PEM: PKCS #8 of RSA, EC or EdDSA, or PKCS #1, as cert-manager writes by default.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468#section-10">RFC 7468: private keys</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2">RFC 8017: PKCS #1</a>
 */
final class PrivateKeyFile {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1?PRIVATE");

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  /** Of PKCS #8: version 0, and rsaEncryption without parameters. */
  private static final byte[] RSA_HEADER =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private PrivateKeyFile() {}

  /**
   * @throws GeneralSecurityException if there is no such key in the file; no part of it is told
   */
  static PrivateKey read(Path file) throws IOException, GeneralSecurityException {
    Matcher found = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!found.find()) {
      throw new GeneralSecurityException("no private key, PKCS #8 or PKCS #1 in PEM, in " + file);
    }
    byte[] der = decoded(found.group(2), file);
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(found.group(1) == null ? der : pkcs8(der));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException ofAnother) {
        // Only the algorithm itself knows its keys.
      }
    }
    throw new GeneralSecurityException("the private key in " + file + " is none of " + ALGORITHMS);
  }

  private static byte[] decoded(String base64, Path file) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException cutOff) {
      throw new GeneralSecurityException("the private key in " + file + " is not Base64", cutOff);
    }
  }

  private static byte[] pkcs8(byte[] pkcs1) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(RSA_HEADER);
    content.writeBytes(element(OCTET_STRING, pkcs1));
    return element(SEQUENCE, content.toByteArray());
  }

  /** A DER element; that of an RSA key has 256 to 65,535 bytes. */
  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    out.write(0x82);
    out.write(content.length >> 8);
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
