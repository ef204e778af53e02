package io.cistern.protocol.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The file of a Unix socket. A server binds it at a hidden name beside the true one and, when it
 * listens and only its user may connect, links it there: so whoever sees the file can connect, of
 * two starters one fails, and a living socket is never taken away.
 */
final class SocketFile {
  private final Path path;
  private final Path hidden;

  private SocketFile(Path path, Path hidden) {
    this.path = path;
    this.hidden = hidden;
  }

  /**
   * Removes what a dead server left, and makes the directories.
   *
   * @throws IllegalStateException if somebody serves it, or it is not a socket
   */
  static SocketFile at(Path path) {
    try {
      Files.createDirectories(Objects.requireNonNull(path.getParent(), "a socket's directory"));
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        removeDead(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make room for the socket " + path, e);
    }
    return new SocketFile(path, hiddenBeside(path));
  }

  private static Path hiddenBeside(Path path) {
    // Short, so that it fits where the path does.
    String name = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 5);
    return path.resolveSibling("." + name);
  }

  /** Moves it aside before it is removed: another server may have linked its own meanwhile. */
  private static void removeDead(Path path) throws IOException {
    if (!isSocket(path)) {
      throw new IllegalStateException("not a socket, and left alone: " + path);
    }
    if (isServed(path)) {
      throw servedByAnother(path);
    }
    Path aside = hiddenBeside(path);
    try {
      Files.move(path, aside);
    } catch (NoSuchFileException removedByAnother) {
      return;
    }
    boolean served = isServed(aside);
    if (served) {
      Files.createLink(path, aside);
    }
    Files.delete(aside);
    if (served) {
      throw servedByAnother(path);
    }
  }

  private static boolean isServed(Path path) {
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return probe.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  private static boolean isSocket(Path path) throws IOException {
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & 0170000) == 0140000;
  }

  private static IllegalStateException servedByAnother(Path path) {
    return new IllegalStateException("another process serves " + path);
  }

  /** Where to bind. */
  Path hidden() {
    return hidden;
  }

  /**
   * Shows the bound and listening socket under its true name, with mode 0600.
   *
   * @return its identity, for {@link #remove}
   * @throws IllegalStateException if another server was faster; the hidden name is gone then too
   */
  Object publish() {
    try {
      Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rw-------"));
      Files.createLink(path, hidden);
      return identity(path);
    } catch (FileAlreadyExistsException faster) {
      throw servedByAnother(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot publish the socket " + path, e);
    } finally {
      delete(hidden);
    }
  }

  /** Removes the file unless it is another server's by now. */
  static void remove(Path path, Object identity) {
    try {
      if (identity(path).equals(identity)) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException gone) {
      // Somebody else has tidied up.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the socket " + path, e);
    }
  }

  private static Object identity(Path path) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey(),
        "a file's inode");
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }
}
