package io.cistern.s3.store.extent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * The directory of extent files. A file's name is its number in hexadecimal; 4,096 numbers share a
 * directory, and 256 directories another. Numbers ascend, so files written at one time share a
 * directory and its sync, and those written since the last start are found without a look at
 * others.
 */
public final class ExtentFiles {
  private static final int PER_DIRECTORY_BITS = 12;
  private static final int FAN_OUT_BITS = 8;
  private static final HexFormat HEX = HexFormat.of();

  private final Path root;
  private final BlockBuffers buffers = new BlockBuffers(64);
  private final ConcurrentHashMap<Long, Path> durableDirectories = new ConcurrentHashMap<>();

  /**
   * @param root made if it is not there; its parent is there and is synced by the caller
   */
  public ExtentFiles(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root);
  }

  /** Where the file of {@code extent} is, or would be. */
  public Path path(long extent) {
    return directory(extent).resolve(HEX.toHexDigits(extent));
  }

  /**
   * Begins a file.
   *
   * @param label noted in the file for people
   */
  public ExtentWriter create(long extent, byte[] label) throws IOException {
    Path directory = durableDirectory(extent);
    Path file = directory.resolve(HEX.toHexDigits(extent));
    return new ExtentWriter(extent, directory, file, label, buffers);
  }

  /**
   * Opens a file.
   *
   * @param length of its data
   * @throws NoSuchFileException if there is none
   */
  public ExtentReader open(long extent, long length) throws IOException {
    return new ExtentReader(extent, path(extent), length, buffers);
  }

  /**
   * Brings files to the disk that were finished without being durable, and their entries.
   *
   * @throws NoSuchFileException if one is not there
   */
  public void sync(Set<Long> extents) throws IOException {
    Set<Path> directories = new HashSet<>();
    for (long extent : extents) {
      sync(path(extent));
      directories.add(directory(extent));
    }
    for (Path directory : directories) {
      syncDirectory(directory);
    }
  }

  /** Unlinks a file, if it is there. Not synced: who needs it gone asks again after a crash. */
  public void remove(long extent) throws IOException {
    Files.deleteIfExists(path(extent));
  }

  /** Moves a file to the directory {@code quarantine} beside ours, for people to look at. */
  public void quarantine(long extent) throws IOException {
    Path quarantine = root.resolveSibling("quarantine");
    Files.createDirectories(quarantine);
    Files.move(path(extent), quarantine.resolve(HEX.toHexDigits(extent)));
    syncDirectory(quarantine);
  }

  /** Gives every extent that has a file. */
  public void forEach(LongConsumer action) throws IOException {
    try (DirectoryStream<Path> outer = Files.newDirectoryStream(root)) {
      for (Path some : outer) {
        try (DirectoryStream<Path> inner = Files.newDirectoryStream(some)) {
          for (Path directory : inner) {
            forEachIn(directory, 0, Long.MAX_VALUE, action);
          }
        }
      }
    }
  }

  /**
   * Gives every extent of sequence number {@code from} to {@code to} (exclusive) that has a file.
   */
  public void forEach(long from, long to, LongConsumer action) throws IOException {
    long first = ExtentId.file(from) >>> PER_DIRECTORY_BITS;
    long last = ExtentId.file(to) >>> PER_DIRECTORY_BITS;
    for (long number = first; number <= last; number++) {
      forEachIn(directory(number << PER_DIRECTORY_BITS), from, to, action);
    }
  }

  private static void forEachIn(Path directory, long from, long to, LongConsumer action)
      throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        long extent = HexFormat.fromHexDigitsToLong(file.getFileName().toString());
        long sequence = ExtentId.sequence(extent);
        if (sequence >= from && sequence < to) {
          action.accept(extent);
        }
      }
    } catch (NoSuchFileException none) {
      // numbers that were never files have no directory
      return;
    }
  }

  private Path directory(long extent) {
    long number = extent >>> PER_DIRECTORY_BITS;
    return outer(number).resolve(HEX.toHexDigits(number & (1 << FAN_OUT_BITS) - 1, 2));
  }

  private Path outer(long number) {
    return root.resolve(HEX.toHexDigits(number >>> FAN_OUT_BITS, 11));
  }

  private Path durableDirectory(long extent) throws IOException {
    long number = extent >>> PER_DIRECTORY_BITS;
    Path known = durableDirectories.get(number);
    return known == null ? makeDirectory(number, directory(extent)) : known;
  }

  // one at a time: nobody may use a directory whose own entry could still vanish
  private synchronized Path makeDirectory(long number, Path directory) throws IOException {
    Files.createDirectories(directory);
    syncDirectory(outer(number));
    syncDirectory(root);
    durableDirectories.put(number, directory);
    return directory;
  }

  /** Makes the entries of a directory durable. */
  public static void syncDirectory(Path directory) throws IOException {
    sync(directory);
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
