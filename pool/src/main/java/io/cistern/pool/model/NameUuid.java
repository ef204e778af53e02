package io.cistern.pool.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Derives the uuid of a named thing: 122 bits of SHA-256 in the form of an RFC 9562 version 8 uuid.
 */
final class NameUuid {
  private NameUuid() {}

  static UUID of(String kind, EntityName name) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    digest.update(kind.getBytes(StandardCharsets.US_ASCII));
    digest.update((byte) 0);
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(name.value().getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xF000L) | 0x8000L;
    long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
