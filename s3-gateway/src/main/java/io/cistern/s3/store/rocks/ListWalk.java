package io.cistern.s3.store.rocks;

import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.store.record.Keys;
import java.util.Arrays;
import java.util.Optional;

/**
 * The arithmetic of prefixes and delimiters, on bytes: where a list begins, and whether a key
 * stands for itself or for all under a common prefix.
 */
final class ListWalk {
  private final byte[] prefix;
  private final byte[] delimiter;

  ListWalk(String prefix, String delimiter) {
    this.prefix = Utf8.encode(prefix);
    this.delimiter = Utf8.encode(delimiter);
  }

  byte[] prefix() {
    return prefix;
  }

  /** The least key a list from {@code position} may show; empty if it has come to its end. */
  Optional<byte[]> first(ListPosition position) {
    Optional<byte[]> from =
        switch (position) {
          case ListPosition.Start _ -> Optional.of(prefix);
          case ListPosition.AfterKey after -> Optional.of(justAfter(Utf8.encode(after.key())));
          case ListPosition.AfterPrefix after -> pastAll(Utf8.encode(after.prefix()));
        };
    return from.map(key -> Arrays.compareUnsigned(key, prefix) < 0 ? prefix : key);
  }

  /** The common prefix a key is rolled up into, if it is. */
  Optional<byte[]> commonPrefix(byte[] key) {
    if (delimiter.length == 0) {
      return Optional.empty();
    }
    for (int i = prefix.length; i + delimiter.length <= key.length; i++) {
      if (Arrays.equals(key, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
        return Optional.of(Arrays.copyOf(key, i + delimiter.length));
      }
    }
    return Optional.empty();
  }

  /** The least key past all that begin with {@code common}; empty if there can be none. */
  static Optional<byte[]> pastAll(byte[] common) {
    byte[] past = Keys.past(common);
    return past.length == 0 ? Optional.empty() : Optional.of(past);
  }

  private static byte[] justAfter(byte[] key) {
    return key.length == 0 ? key : Arrays.copyOf(key, key.length + 1);
  }
}
