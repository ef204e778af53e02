package io.cistern.pool.model;

import java.util.Optional;
import java.util.UUID;

/** The text of every id of ours, taken apart. Only the exact text we would print is accepted. */
record IdText(PoolId pool, UUID uuid) {
  private static final int POOL_LENGTH = 16;
  private static final int LENGTH = POOL_LENGTH + 1 + 36;

  static Optional<IdText> parse(String text) {
    if (text.length() != LENGTH
        || text.charAt(POOL_LENGTH) != '.'
        || !PoolId.isValid(text.substring(0, POOL_LENGTH))) {
      return Optional.empty();
    }
    String uuidText = text.substring(POOL_LENGTH + 1);
    return parseUuid(uuidText)
        .map(uuid -> new IdText(new PoolId(text.substring(0, POOL_LENGTH)), uuid));
  }

  private static Optional<UUID> parseUuid(String text) {
    UUID uuid;
    try {
      uuid = UUID.fromString(text);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
    return uuid.toString().equals(text) ? Optional.of(uuid) : Optional.empty();
  }
}
