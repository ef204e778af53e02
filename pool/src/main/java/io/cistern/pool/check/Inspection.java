package io.cistern.pool.check;

import io.cistern.pool.loop.AttachedDevices;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.Shelf;
import io.cistern.pool.model.PoolError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** One look at one pool: what the parts of the check share. */
final class Inspection {
  static final String FOREIGN = "unknown, not touched; move it away if nobody needs it";
  static final String RESTORE = "restore the file from a backup, or move the directory away";

  final PoolLayout layout;
  final Shelf shelf;
  final AttachedDevices devices;
  final boolean owned;
  int volumes;
  int snapshots;
  int groups;
  private final List<Finding> findings = new ArrayList<>();

  Inspection(PoolLayout layout, Shelf shelf, boolean owned) {
    this.layout = layout;
    this.shelf = shelf;
    this.devices = new AttachedDevices(layout);
    this.owned = owned;
  }

  void add(Finding finding) {
    findings.add(finding);
  }

  CheckReport report(List<Finding> repaired) {
    return new CheckReport(volumes, snapshots, groups, owned, findings, repaired);
  }

  /** What is in a directory; a missing one is a finding. */
  List<Path> entries(Path directory) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      add(Finding.error(directory, "missing", "make an empty directory, or restore it"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.sort(null);
    return entries;
  }

  /** The things in a directory by the uuids they are called; other names are findings. */
  List<UUID> things(Path directory) {
    List<UUID> uuids = new ArrayList<>();
    for (Path entry : entries(directory)) {
      Optional<UUID> uuid = Shelf.uuidOf(entry.getFileName().toString());
      if (uuid.isPresent() && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        uuids.add(uuid.get());
      } else {
        add(Finding.warning(entry, "not a part of a pool", FOREIGN));
      }
    }
    return uuids;
  }

  /** Reports what is in a directory beside what belongs there. */
  void requireOnly(Path directory, Set<String> names) {
    for (Path entry : entries(directory)) {
      if (!names.contains(entry.getFileName().toString())) {
        add(Finding.warning(entry, "not a part of a pool", FOREIGN));
      }
    }
  }

  /** Reads a thing whose directory exists; a finding if it cannot be. */
  <T> Optional<T> read(Path record, Supplier<Optional<T>> reading) {
    try {
      Optional<T> thing = reading.get();
      // Under a living owner it may have gone since the directory was listed.
      if (thing.isEmpty() && !owned) {
        add(Finding.error(record, "missing", RESTORE));
      }
      return thing;
    } catch (PoolError.Corrupt e) {
      add(Finding.error(record, String.valueOf(e.getMessage()), RESTORE));
      return Optional.empty();
    }
  }
}
