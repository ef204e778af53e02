package io.cistern.pool.lvm;

import io.cistern.pool.freeze.FreezeNotes;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.owner.Ownership;
import io.cistern.pool.record.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * A pool's directory in {@code /run}: who owns it, and which filesystems may be frozen. Neither
 * outlives the machine's running, and so nor has this to.
 *
 * @param path one directory for each pool
 */
record RuntimeDirectory(Path path) implements FreezeNotes {
  private static final String NOTE = "freeze-";

  static RuntimeDirectory of(Path parent, PoolId pool) {
    try {
      return new RuntimeDirectory(Files.createDirectories(parent.resolve(pool.value())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who owns the pool in this place. */
  Ownership owner(LvmPlace place) {
    return new Ownership(path.resolve("lock"), "in " + place);
  }

  @Override
  public Note write(Set<UUID> volumes) {
    Path note = path.resolve(NOTE + UUID.randomUUID());
    try {
      Files.write(note, volumes.stream().map(UUID::toString).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return () -> delete(note);
  }

  /** The volumes of all notes. */
  Set<UUID> noted() {
    Set<UUID> volumes = new HashSet<>();
    try (DirectoryStream<Path> notes = Files.newDirectoryStream(path, NOTE + "*")) {
      for (Path note : notes) {
        for (String line : Files.readAllLines(note)) {
          volumes.add(Values.uuid(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return volumes;
  }

  /** Removes all notes. */
  void clear() {
    try (DirectoryStream<Path> notes = Files.newDirectoryStream(path, NOTE + "*")) {
      notes.forEach(RuntimeDirectory::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path note) {
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
