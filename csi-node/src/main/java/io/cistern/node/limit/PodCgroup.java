package io.cistern.node.limit;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the cgroup of a pod. Where it is depends on kubelet's cgroup root, its driver and the pod's
 * quality of service; what it is called does not: {@code podUID}, or with systemd {@code
 * kubepods-burstable-podUID.slice} and the like, dashes of the uid being underscores there.
 */
final class PodCgroup {
  /** Deeper than kubelet's in any nesting seen. */
  private static final int DEPTH = 8;

  private static final String SLICE = ".slice";

  private PodCgroup() {}

  static Optional<Path> find(Path root, String podUid) {
    return find(root, "pod" + podUid, "-pod" + podUid.replace('-', '_') + SLICE, DEPTH);
  }

  private static Optional<Path> find(Path directory, String name, String sliceEnd, int depth) {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        String childName = String.valueOf(child.getFileName());
        if (childName.equals(name) || childName.endsWith(sliceEnd)) {
          return Optional.of(child);
        }
        if (depth > 1 && !isPod(childName) && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          Optional<Path> found = find(child, name, sliceEnd, depth - 1);
          if (found.isPresent()) {
            return found;
          }
        }
      }
      return Optional.empty();
    } catch (IOException | DirectoryIteratorException gone) {
      // It ended while we looked; no pod that is being started is in it.
      return Optional.empty();
    }
  }

  /** There is no pod in a pod. */
  private static boolean isPod(String name) {
    return (name.startsWith("pod") && name.length() > 32)
        || (name.endsWith(SLICE) && name.contains("-pod"));
  }
}
