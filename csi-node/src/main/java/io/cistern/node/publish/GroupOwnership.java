package io.cistern.node.publish;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.FileStatus;
import io.cistern.node.error.NodeError;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Gives a volume's files to a group, as kubelet does for a pod's {@code fsGroup}: group, rw for it
 * (and x where the owner has it or it is a directory), and setgid on directories, so that new files
 * are the group's too. The root is done last, so its state tells whether all is done.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/security-context/">fsGroup</a>
 */
public final class GroupOwnership extends SimpleFileVisitor<Path> {
  private static final int GROUP_READ_WRITE = 0060;
  private static final int GROUP_EXECUTE = 0010;
  private static final int OWNER_EXECUTE = 0100;
  private static final int SETGID = 02000;
  private static final int PERMISSIONS = 07777;

  private final int gid;
  private final DeviceNumber filesystem;

  private GroupOwnership(int gid, DeviceNumber filesystem) {
    this.gid = gid;
    this.filesystem = filesystem;
  }

  /** Does it, unless the root shows that it was done. Symbolic links are never followed. */
  public static void apply(Path root, int gid) {
    try {
      FileStatus status = FileStatus.ofLink(root);
      int wanted = GROUP_READ_WRITE | GROUP_EXECUTE | SETGID;
      boolean done = status.gid() == gid && (status.mode() & wanted) == wanted;
      if (!done) {
        Files.walkFileTree(root, new GroupOwnership(gid, status.device()));
      }
    } catch (IOException failed) {
      throw NodeError.failed("cannot give the volume's files to group " + gid, failed);
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    // Another filesystem mounted inside is not the volume's.
    return filesystem.equals(FileStatus.ofLink(directory).device())
        ? FileVisitResult.CONTINUE
        : FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    change(file, attributes);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
      throws IOException {
    if (failure != null) {
      throw failure;
    }
    change(
        directory,
        Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    return FileVisitResult.CONTINUE;
  }

  private void change(Path path, BasicFileAttributes attributes) throws IOException {
    try {
      Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isSymbolicLink()) {
        int mode = FileStatus.ofLink(path).mode() & PERMISSIONS;
        int more =
            attributes.isDirectory()
                ? GROUP_READ_WRITE | GROUP_EXECUTE | SETGID
                : GROUP_READ_WRITE | ((mode & OWNER_EXECUTE) >> 3);
        // After the change of group, which takes set-id bits away.
        Files.setAttribute(path, "unix:mode", mode | more);
      }
    } catch (NoSuchFileException _) {
      // A pod that has the volume already has removed it.
    }
  }
}
