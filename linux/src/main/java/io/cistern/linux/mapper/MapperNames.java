package io.cistern.linux.mapper;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The links of {@code /dev/mapper}, by which other programs find a device: cryptsetup takes one
 * that has none for lost. They are udev's, and these are as udev makes them; where no udev runs,
 * nobody else does.
 */
final class MapperNames {
  private static final Path DIRECTORY = Path.of("/dev/mapper");

  private MapperNames() {}

  static void add(String name, MappedDevice device) {
    Path link = DIRECTORY.resolve(name);
    Path target = Path.of("..").resolve(device.path().getFileName());
    try {
      if (Files.isSymbolicLink(link) && !Files.readSymbolicLink(link).equals(target)) {
        Files.delete(link);
      }
      Files.createSymbolicLink(link, target);
    } catch (FileAlreadyExistsException udev) {
      // It was faster.
    } catch (IOException readOnly) {
      // The device is there all the same, and we look for it by its uuid.
    }
  }

  static void remove(String name) {
    Path link = DIRECTORY.resolve(name);
    try {
      if (Files.isSymbolicLink(link)) {
        Files.deleteIfExists(link);
      }
    } catch (IOException readOnly) {
      // Then it leads nowhere.
    }
  }
}
