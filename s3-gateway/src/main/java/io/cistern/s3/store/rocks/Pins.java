package io.cistern.s3.store.rocks;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Manifests that are being read, which the trash collector leaves alone meanwhile. A body in one
 * file needs no pin: its open file outlives the name.
 */
final class Pins {
  private static final int DOOMED = -1;
  private final ConcurrentHashMap<Long, Integer> readers = new ConcurrentHashMap<>();

  /** Holds a manifest; false if it is being taken apart. */
  boolean pin(long manifest) {
    return readers.merge(manifest, 1, (now, one) -> now == DOOMED ? DOOMED : now + one) != DOOMED;
  }

  void unpin(long manifest) {
    readers.computeIfPresent(manifest, (_, now) -> now == 1 ? null : now - 1);
  }

  /** Keeps readers away from a manifest; false if there are some. */
  boolean doom(long manifest) {
    return readers.merge(manifest, DOOMED, (now, _) -> now) == DOOMED;
  }

  /** The doomed manifest is gone. */
  void gone(long manifest) {
    readers.remove(manifest);
  }
}
