package io.cistern.node.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The host's name, as the kernel has it; no look-up in any network. */
final class HostName {
  private HostName() {}

  static String read() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cistern.node.id is not set, and the host has no name", e);
    }
  }
}
