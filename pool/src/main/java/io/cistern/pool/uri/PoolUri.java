package io.cistern.pool.uri;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a pool is. */
public sealed interface PoolUri {

  /**
   * A loop pool: {@code loop:/absolute/directory}.
   *
   * @param directory the pool's directory
   */
  record Loop(Path directory) implements PoolUri {
    static final String SCHEME = "loop:";

    public Loop {
      if (!directory.isAbsolute()) {
        throw new IllegalArgumentException("a pool's directory is absolute, not " + directory);
      }
      directory = directory.normalize();
    }

    @Override
    public String toString() {
      return SCHEME + directory;
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming what is accepted
   */
  static PoolUri parse(String text) {
    if (!text.startsWith(Loop.SCHEME)) {
      throw new IllegalArgumentException(
          "a pool is loop:/absolute/directory, not \"%s\"".formatted(text));
    }
    try {
      return new Loop(Path.of(text.substring(Loop.SCHEME.length())));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a directory: " + text, e);
    }
  }
}
