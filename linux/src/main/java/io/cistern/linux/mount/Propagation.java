package io.cistern.linux.mount;

import java.util.OptionalInt;

/**
 * How mounts below a mount are seen in its copies.
 *
 * @param sharedGroup the peers it exchanges mounts with
 * @param masterGroup the group it only receives from
 * @param unbindable whether it refuses to be copied
 * @see <a
 *     href="https://man7.org/linux/man-pages/man7/mount_namespaces.7.html">mount_namespaces(7)</a>
 */
public record Propagation(OptionalInt sharedGroup, OptionalInt masterGroup, boolean unbindable) {

  /** Neither sends nor receives. */
  public static final Propagation PRIVATE =
      new Propagation(OptionalInt.empty(), OptionalInt.empty(), false);

  /** Whether mounts below it appear in its peers. */
  public boolean isShared() {
    return sharedGroup.isPresent();
  }
}
