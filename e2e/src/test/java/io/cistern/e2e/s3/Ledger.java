package io.cistern.e2e.s3;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a key may hold: what was acknowledged last, or what was sent since without an answer. Each
 * key has one writer at a time.
 */
final class Ledger {
  /**
   * What an object consists of.
   *
   * @param seed of its bytes
   * @param length in bytes
   */
  record Content(long seed, int length) {
    byte[] bytes() {
      return Contents.bytes(seed, length);
    }
  }

  /** A version whose write was acknowledged. */
  record Version(String key, String id, Content content) {}

  private final Map<String, Set<Optional<Content>>> possible = new ConcurrentHashMap<>();
  private final List<Version> versions = new CopyOnWriteArrayList<>();

  /** Something is about to be sent; empty for a deletion. */
  void sending(String key, Optional<Content> content) {
    possible.put(key, union(possible(key), content));
  }

  /** It was acknowledged, so it is what there is. */
  void acknowledged(String key, Optional<Content> content) {
    possible.put(key, Set.of(content));
  }

  void acknowledged(Version version) {
    versions.add(version);
  }

  /** What the key may hold; only absence where nothing was ever sent. */
  Set<Optional<Content>> possible(String key) {
    return possible.getOrDefault(key, Set.of(Optional.empty()));
  }

  Collection<String> keys() {
    return new TreeMap<>(possible).keySet();
  }

  List<Version> versions() {
    return List.copyOf(versions);
  }

  private static Set<Optional<Content>> union(Set<Optional<Content>> some, Optional<Content> more) {
    Set<Optional<Content>> all = new HashSet<>(some);
    all.add(more);
    return Set.copyOf(all);
  }
}
