package io.cistern.node.request;

import io.cistern.node.error.NodeError;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** What opens an encrypted volume: one or more bytes, taken as they are, never shown. */
public final class Passphrase {
  /** The key of the orchestrator's secret that has it. */
  public static final String SECRET = "encryptionPassphrase";

  private final byte[] bytes;

  private Passphrase(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /**
   * Empty if the secrets have none.
   *
   * @throws NodeError invalid if it has no bytes
   */
  public static Optional<Passphrase> in(Map<String, String> secrets) {
    Optional<String> text = Optional.ofNullable(secrets.get(SECRET));
    if (text.filter(String::isEmpty).isPresent()) {
      throw NodeError.invalid("secret " + SECRET + " is empty");
    }
    return text.map(given -> new Passphrase(given.getBytes(StandardCharsets.UTF_8)));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** Without the bytes. */
  @Override
  public String toString() {
    return "Passphrase";
  }
}
