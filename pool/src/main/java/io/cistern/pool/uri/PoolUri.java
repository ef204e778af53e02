package io.cistern.pool.uri;

import io.cistern.pool.lvm.LvmPlace;
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
   * An LVM pool: {@code lvm:VOLUME_GROUP} or {@code lvm:VOLUME_GROUP/THIN_POOL}.
   *
   * @param place where it is
   */
  record Lvm(LvmPlace place) implements PoolUri {
    static final String SCHEME = "lvm:";

    private static Lvm parse(String text) {
      int slash = text.indexOf('/');
      return new Lvm(
          slash < 0
              ? new LvmPlace(text, LvmPlace.THIN_POOL)
              : new LvmPlace(text.substring(0, slash), text.substring(slash + 1)));
    }

    @Override
    public String toString() {
      return SCHEME + place;
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming what is accepted
   */
  static PoolUri parse(String text) {
    if (text.startsWith(Lvm.SCHEME)) {
      return Lvm.parse(text.substring(Lvm.SCHEME.length()));
    }
    if (!text.startsWith(Loop.SCHEME)) {
      throw new IllegalArgumentException(
          "a pool is loop:/absolute/directory or lvm:volume-group/thin-pool, not \"%s\""
              .formatted(text));
    }
    try {
      return new Loop(Path.of(text.substring(Loop.SCHEME.length())));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a directory: " + text, e);
    }
  }
}
