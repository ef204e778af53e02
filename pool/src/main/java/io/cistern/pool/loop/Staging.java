package io.cistern.pool.loop;

import io.cistern.linux.LinuxException;
import io.cistern.linux.file.Durable;
import io.cistern.linux.file.Rename;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.RecordFile;
import io.cistern.pool.loop.layout.ScratchName;
import io.cistern.pool.loop.layout.ScratchName.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Half-made things are built in {@code staging} and appear by one rename; what goes is renamed to
 * {@code trash} first. A crash leaves either nothing to see or a name that is swept at the next
 * open.
 */
final class Staging {
  private static final Logger LOG = System.getLogger(Staging.class.getName());

  private final PoolLayout layout;
  private final SpaceCount count;

  Staging(PoolLayout layout, SpaceCount count) {
    this.layout = layout;
    this.count = count;
  }

  /**
   * Builds a directory and publishes it. Durable on return; on failure nothing is left.
   *
   * @param target its final name, which must be free
   * @param build fills the directory with files that are synced
   */
  <T> T publish(Kind kind, UUID uuid, Path target, Function<Path, T> build) {
    Path staged = scratch(kind, uuid);
    T built;
    try {
      Files.createDirectory(staged);
      built = build.apply(staged);
      Durable.syncDirectory(staged);
      Rename.noReplace(staged, target);
    } catch (IOException e) {
      throw discarded(staged, new UncheckedIOException(e));
    } catch (RuntimeException e) {
      throw discarded(staged, e);
    }
    // The rename is one change of both directories: synced in one, it is in the other. Were it
    // not, the name left in staging would be of the directory that the target's name has too,
    // which no filesystem with a journal allows.
    syncDirectoryOf(target);
    return built;
  }

  private static RuntimeException discarded(Path staged, RuntimeException because) {
    try {
      deleteTree(staged);
    } catch (UncheckedIOException | LinuxException e) {
      because.addSuppressed(e);
    }
    return because;
  }

  /** Replaces a record as a whole. Durable on return. */
  void replace(Path file, UUID uuid, Record value) {
    Path next = scratch(Kind.RECORD, uuid);
    try {
      RecordFile.write(next, value);
      Rename.rename(next, file);
    } catch (RuntimeException e) {
      throw discarded(next, e);
    }
    syncDirectoryOf(file);
  }

  /** Makes a thing vanish, durably, and then frees its space. */
  void discard(Kind kind, UUID uuid, Path target) {
    Path trash = layout.trash().resolve(ScratchName.of(kind, uuid).toString());
    Rename.noReplace(target, trash);
    syncDirectoryOf(target);
    try {
      deleteTree(trash);
      count.settle();
    } catch (UncheckedIOException | LinuxException e) {
      // It is gone for everyone; only its space waits for the next open.
      LOG.log(Level.WARNING, "cannot empty trash, retried at next open path=" + trash, e);
    }
  }

  /** Makes the name of a file durable. */
  static void syncDirectoryOf(Path file) {
    Durable.syncDirectory(file.resolveSibling("."));
  }

  /** A new name in staging. */
  Path scratch(Kind kind, UUID uuid) {
    return layout.staging().resolve(ScratchName.of(kind, uuid).toString());
  }

  /** Removes everything of our form in staging and trash. */
  void sweep() {
    sweep(layout.staging());
    sweep(layout.trash());
  }

  private static void sweep(Path directory) {
    for (Path entry : entries(directory)) {
      if (ScratchName.parse(entry.getFileName().toString()).isPresent()) {
        LOG.log(Level.INFO, "sweeping what a crash left path={0}", entry);
        deleteTree(entry);
      }
    }
  }

  /** What is in a directory. */
  static List<Path> entries(Path directory) {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      List<Path> entries = new ArrayList<>();
      stream.forEach(entries::add);
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a file or a directory with what is in it; a symbolic link is never followed. */
  static void deleteTree(Path path) {
    try {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        entries(path).forEach(Staging::deleteTree);
      } else if (path.endsWith(PoolLayout.DATA)
          && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        // XFS frees the space of an unlinked file some time later; a caller that deletes to make
        // room expects it now.
        DataFile.freeSpace(path);
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
