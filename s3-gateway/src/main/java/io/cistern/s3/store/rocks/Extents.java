package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Content;
import io.cistern.s3.model.Slice;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.extent.DiskErrors;
import io.cistern.s3.store.extent.ExtentFiles;
import io.cistern.s3.store.extent.ExtentId;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Manifest;
import io.cistern.s3.store.record.Records;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what contents refer to. */
final class Extents {
  private final Database database;
  private final ExtentFiles files;

  Extents(Database database, ExtentFiles files) {
    this.database = database;
    this.files = files;
  }

  /**
   * Opens an extent.
   *
   * @throws Missing if there is none
   */
  ExtentSource open(long extent) {
    byte[] key = Keys.number(extent);
    if (!ExtentId.isFile(extent)) {
      return new ExtentSource.InMemory(
          database.get(Table.BODIES, key).orElseThrow(() -> new Missing(extent)));
    }
    long length =
        database.get(Table.EXTENTS, key).map(Records::count).orElseThrow(() -> new Missing(extent));
    try {
      return new ExtentSource.InFile(files.open(extent, length));
    } catch (NoSuchFileException gone) {
      throw new Missing(extent);
    } catch (IOException failure) {
      throw DiskErrors.of("opening a body", failure);
    }
  }

  /** The parts of a completed object; empty if it has been deleted. */
  Optional<Manifest> manifest(long id) {
    return database.get(Table.MANIFESTS, Keys.number(id)).map(Records::manifest);
  }

  /** The slices of a content; empty if its manifest has been deleted. */
  Optional<List<Slice>> slices(Content content) {
    return switch (content) {
      case Content.Slices some -> Optional.of(some.slices());
      case Content.Manifest named ->
          manifest(named.id())
              .map(
                  manifest ->
                      manifest.parts().stream().flatMap(part -> part.slices().stream()).toList());
    };
  }

  /**
   * Makes bytes as durable as a strict bucket wants them which a relaxed one has.
   *
   * @throws StoreError.NoSuchVersion if they have been deleted
   */
  void makeDurable(List<Slice> slices) {
    Set<Long> inFiles =
        slices.stream().map(Slice::extent).filter(ExtentId::isFile).collect(Collectors.toSet());
    try {
      files.sync(inFiles);
    } catch (NoSuchFileException gone) {
      throw new StoreError.NoSuchVersion("it was just deleted");
    } catch (IOException failure) {
      throw DiskErrors.of("syncing a body", failure);
    }
  }

  /** An extent is not there: deleted since its name was read, or lost. */
  static final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long extent;

    Missing(long extent) {
      this.extent = extent;
    }

    StoreError corrupt() {
      return new StoreError.Corrupt("extent %016x is missing".formatted(extent), this);
    }
  }
}
