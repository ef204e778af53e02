package io.cistern.cli.service;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.pool.uri.PoolUri;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Which pool the services of a data directory are on, where it is not the one in there. Chosen when
 * they are brought up for the first time, and not changed after that: their volumes are there.
 *
 * @param data where the choice is kept
 */
public record PoolChoice(DataDirectory data) {

  /** The pool that was chosen; empty for the one in the data directory. */
  public Optional<PoolUri> get() {
    try {
      return Optional.of(PoolUri.parse(Files.readString(data.poolUri()).strip()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pool that the services are on. */
  public PoolUri pool() {
    return get().orElseGet(() -> new PoolUri.Loop(data.pool()));
  }

  /**
   * Chooses a pool. The same again is fine.
   *
   * @throws CommandFailure conflict if there is another one already
   */
  public void choose(PoolUri pool) {
    Optional<String> before =
        get()
            .map(PoolUri::toString)
            .or(() -> Optional.of(pool().toString()).filter(_ -> Files.exists(data.pool())));
    if (before.isPresent() && !before.get().equals(pool.toString())) {
      throw new CommandFailure(
          ExitCode.CONFLICT,
          "the services of %s are on %s, not on %s".formatted(data.root(), before.get(), pool),
          "choose another --data-dir for another pool");
    }
    write(pool);
  }

  private void write(PoolUri pool) {
    try {
      Files.createDirectories(data.root());
      Path next = data.poolUri().resolveSibling("pool-uri.new");
      Files.writeString(next, pool + "\n");
      Files.move(next, data.poolUri(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
