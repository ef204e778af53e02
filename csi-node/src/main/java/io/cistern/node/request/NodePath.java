package io.cistern.node.request;

import io.cistern.node.error.NodeError;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;

/**
 * A path of the orchestrator's that this node may mount on: absolute, without {@code .} and {@code
 * ..}, and outside every pool.
 *
 * @param given as the orchestrator spells it
 * @param real with symbolic links before its last name resolved, as the kernel's mount table shows
 *     it; the last name is never followed
 */
public record NodePath(Path given, Path real) {
  private static final int MAX_BYTES = 4095;

  /**
   * @param field the name of the request's field, for errors
   * @param poolDirectories real paths, under which nothing is ever mounted
   * @throws NodeError invalid for a path that is refused
   */
  public static NodePath parse(String field, String text, Collection<Path> poolDirectories) {
    if (text.isEmpty()) {
      throw NodeError.invalid(field + " is required");
    }
    if (text.length() > MAX_BYTES || text.chars().anyMatch(Character::isISOControl)) {
      throw NodeError.invalid(field + " is too long or has control characters");
    }
    Path path = absolute(field, text);
    Path real = resolve(path);
    if (poolDirectories.stream().anyMatch(pool -> real.startsWith(pool) || pool.startsWith(real))) {
      throw NodeError.invalid(field + " leads into a pool: " + path);
    }
    return new NodePath(path, real);
  }

  private static Path absolute(String field, String text) {
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException wrong) {
      throw NodeError.invalid(field + " is not a path");
    }
    if (!path.isAbsolute() || path.getNameCount() == 0 || !path.normalize().equals(path)) {
      throw NodeError.invalid(field + " is not an absolute path without '.' and '..': " + path);
    }
    return path;
  }

  private static Path resolve(Path path) {
    Path parent = path.getParent();
    Path name = path.getFileName();
    if (parent == null || name == null) {
      return path;
    }
    try {
      return parent.toRealPath().resolve(name);
    } catch (IOException absent) {
      // A parent that is not there has nothing mounted under it.
      return path;
    }
  }

  @Override
  public String toString() {
    return given.toString();
  }
}
