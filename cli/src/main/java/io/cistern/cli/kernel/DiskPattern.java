package io.cistern.cli.kernel;

import io.cistern.linux.block.BlockDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Disks by their names, such as {@code /dev/disk/by-id/nvme-*}: only the last part is a pattern.
 *
 * @param text the pattern, as {@link java.nio.file.FileSystem#getPathMatcher} knows a glob
 * @param blockDevices what the kernel says of block devices; {@link #BLOCK_DEVICES} but in tests
 */
public record DiskPattern(String text, Path blockDevices) {
  public static final Path BLOCK_DEVICES = Path.of("/sys/class/block");

  /** Whether a name has to be looked for, rather than being a path itself. */
  public static boolean isPattern(String name) {
    return name.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
  }

  /**
   * The whole disks that match, never their partitions, and each once however many names it has; in
   * the order of the kernel's names for them.
   */
  public List<Path> disks() {
    SortedMap<String, Path> found = new TreeMap<>();
    for (Path name : matching()) {
      BlockDevice.node(name)
          .map(node -> node.getFileName().toString())
          .filter(node -> !Files.exists(blockDevices.resolve(node).resolve("partition")))
          .ifPresent(node -> found.putIfAbsent(node, name));
    }
    return List.copyOf(found.values());
  }

  private Collection<Path> matching() {
    Path whole = Path.of(text).toAbsolutePath();
    Collection<Path> names = new TreeSet<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(whole.getParent(), whole.getFileName().toString())) {
      entries.forEach(names::add);
    } catch (NoSuchFileException | NotDirectoryException nothing) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
