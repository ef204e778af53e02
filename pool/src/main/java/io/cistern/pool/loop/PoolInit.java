package io.cistern.pool.loop;

import io.cistern.linux.file.Durable;
import io.cistern.linux.file.Reflink;
import io.cistern.linux.file.Rename;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.loop.LoopOptions;
import io.cistern.linux.loop.LoopStatus;
import io.cistern.pool.loop.image.PoolImage;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.PoolRecord;
import io.cistern.pool.loop.layout.RecordFile;
import io.cistern.pool.loop.layout.ScratchName;
import io.cistern.pool.loop.layout.ScratchName.Kind;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.Provisioning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes a pool. Every step may be the last before a crash: {@code pool.json} comes last, and what
 * there is without it is only what this class makes, and empty.
 */
final class PoolInit {
  /** What else a directory may have without being anyone's: of the filesystem, and of an image. */
  private static final Set<String> OTHERS =
      Set.of("lost+found", PoolImage.MARKER, PoolImage.MARKER + ".new", "lock");

  private PoolInit() {}

  static void run(Path directory, PoolName name, LoopPoolOptions options) {
    createDirectories(directory);
    if (PoolImage.isUnfinished(directory)) {
      PoolImage.make(directory, options.imagePath(), options.imageSize());
    } else {
      PoolImage.mount(directory);
    }
    PoolLayout layout = new PoolLayout(directory);
    Optional<PoolRecord> existing = RecordFile.read(layout.poolJson(), PoolRecord.class);
    if (existing.isPresent()) {
      requireSameName(layout, existing.get(), name);
      return;
    }
    requireNothingForeign(layout);
    createDirectories(layout.staging());
    if (!hasReflinks(layout)) {
      removeEmpty(layout);
      PoolImage.make(directory, options.imagePath(), options.imageSize());
      requireNothingForeign(layout);
    }
    layout.directories().forEach(PoolInit::createDirectories);
    writeRecord(layout, name, options);
  }

  private static void requireSameName(PoolLayout layout, PoolRecord existing, PoolName name) {
    if (!existing.info().name().equals(name)) {
      throw new PoolError.AlreadyExists(
          "%s holds the pool \"%s\", not \"%s\""
              .formatted(layout.root(), existing.info().name(), name));
    }
  }

  private static void requireNothingForeign(PoolLayout layout) {
    Set<Path> ours = layout.directories().stream().collect(Collectors.toSet());
    for (Path entry : Staging.entries(layout.root())) {
      boolean fine =
          ours.contains(entry)
              ? Staging.entries(entry).stream().allMatch(PoolInit::isScratch)
              : OTHERS.contains(entry.getFileName().toString());
      if (!fine) {
        throw new PoolError.Invalid(
            "%s is not empty (%s) and not a pool; choose another directory"
                .formatted(layout.root(), entry.getFileName()));
      }
    }
  }

  private static boolean isScratch(Path entry) {
    return ScratchName.parse(entry.getFileName().toString()).isPresent();
  }

  private static void removeEmpty(PoolLayout layout) {
    // Below a mounted image they would confuse whoever looks while it is not mounted.
    layout.directories().forEach(Staging::deleteTree);
  }

  private static boolean hasReflinks(PoolLayout layout) {
    Path probe = scratch(layout);
    createDirectories(probe);
    try {
      return Reflink.isSupported(probe);
    } finally {
      Staging.deleteTree(probe);
    }
  }

  private static void writeRecord(PoolLayout layout, PoolName name, LoopPoolOptions options) {
    PoolRecord record =
        PoolRecord.ofNew(
            name, logicalBlockSize(layout), options.reservePercent(), options.reserveLeast());
    Path staged = scratch(layout);
    RecordFile.write(staged, record);
    Durable.syncDirectory(layout.root());
    Rename.noReplace(staged, layout.poolJson());
    Durable.syncDirectory(layout.root());
    Durable.syncDirectory(layout.root().resolve(".."));
  }

  /**
   * 512 where the filesystem takes direct I/O of that size, else 4096: the kernel drops direct I/O
   * from a loop device whose blocks are smaller than what its file takes.
   */
  private static int logicalBlockSize(PoolLayout layout) {
    Path probe = scratch(layout);
    try {
      DataFile.createBlank(probe, ByteSize.ofMiB(1), Provisioning.THICK);
      LoopDevice device = LoopDevices.attach(probe, new LoopOptions(false, true, 512));
      try {
        return device.status().filter(LoopStatus::directIo).isPresent() ? 512 : 4096;
      } finally {
        device.detach();
      }
    } finally {
      Staging.deleteTree(probe);
    }
  }

  private static Path scratch(PoolLayout layout) {
    return layout.staging().resolve(ScratchName.of(Kind.PROBE, UUID.randomUUID()).toString());
  }

  private static void createDirectories(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
