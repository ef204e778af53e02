package io.cistern.node.publish;

import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.node.error.NodeError;
import io.cistern.node.request.NodePath;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The file or directory that a volume is mounted on for a pod. */
public final class Target {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> LISTABLE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));

  private Target() {}

  /**
   * Makes the empty directory to mount a filesystem on, or takes one that an earlier try made.
   *
   * @throws NodeError precondition if there is something else, or something in it
   */
  public static void makeDirectory(NodePath target) {
    Optional<FileStatus> found = look(target);
    if (found.isEmpty()) {
      create(target, () -> Files.createDirectory(target.real(), LISTABLE));
    } else if (!found.get().isDirectory()) {
      throw NodeError.precondition(target + " exists and is not a directory");
    } else if (!isEmpty(target.real())) {
      throw NodeError.precondition(target + " is a directory with something in it");
    }
  }

  /** The same for a raw device: an empty file, to mount the device's node on. */
  static void makeFile(NodePath target) {
    Optional<FileStatus> found = look(target);
    if (found.isEmpty()) {
      create(target, () -> Files.createFile(target.real(), OWNER_ONLY));
    } else if (!found.get().isRegularFile() || found.get().size() != 0) {
      throw NodeError.precondition(target + " exists and is not an empty file");
    }
  }

  /**
   * Removes what was made, and nothing below it. Absent is success.
   *
   * @throws NodeError precondition if there is something in it: data that is not ours to delete
   */
  static void remove(NodePath target) {
    Optional<FileStatus> found = look(target);
    if (found.isEmpty()) {
      return;
    }
    if (found.get().isRegularFile() && found.get().size() != 0) {
      throw NodeError.precondition(
          target + " is a file with something in it; it was left untouched");
    }
    if (!found.get().isRegularFile() && !found.get().isDirectory()) {
      throw NodeError.precondition(
          target + " is neither a file nor a directory; it was left untouched");
    }
    try {
      Files.deleteIfExists(target.real());
    } catch (DirectoryNotEmptyException _) {
      throw NodeError.precondition(
          target + " is a directory with something in it; it was left untouched");
    } catch (IOException failed) {
      throw NodeError.failed("cannot remove " + target + ": " + failed, failed);
    }
  }

  /** What the path names itself. A symbolic link is refused, wherever it leads. */
  static Optional<FileStatus> look(NodePath target) {
    FileStatus status;
    try {
      status = FileStatus.ofLink(target.real());
    } catch (LinuxException refused) {
      return switch (refused.errno()) {
        case ENOENT, ENOTDIR -> Optional.empty();
        // what lies there is a mount whose filesystem has failed
        case EIO -> Optional.empty();
        default -> throw refused;
      };
    }
    if (status.isSymbolicLink()) {
      throw NodeError.invalid(target + " is a symbolic link");
    }
    return Optional.of(status);
  }

  /**
   * @throws NodeError invalid if the target is a symbolic link
   */
  public static void refuseLink(NodePath target) {
    var _ = look(target);
  }

  private interface Creation {
    void run() throws IOException;
  }

  private static void create(NodePath target, Creation creation) {
    try {
      creation.run();
    } catch (NoSuchFileException _) {
      throw NodeError.precondition(
          "the parent of " + target + " does not exist; the orchestrator makes it");
    } catch (IOException failed) {
      throw NodeError.failed("cannot make " + target + ": " + failed, failed);
    }
  }

  private static boolean isEmpty(Path directory) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    } catch (IOException failed) {
      throw NodeError.failed("cannot read " + directory + ": " + failed, failed);
    }
  }
}
