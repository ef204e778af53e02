package io.cistern.node.request;

import io.cistern.linux.mount.MountFlag;

/**
 * What a volume is to be used for.
 *
 * @param access as files or as a device
 * @param mode by whom
 */
public record Capability(Access access, AccessMode mode) {
  /** Whether nobody shall write: by the mode, or by a mount flag. */
  public boolean readOnly() {
    return mode.readOnly()
        || switch (access) {
          case Access.Block _ -> false;
          case Access.Mount mount -> mount.options().flags().contains(MountFlag.READ_ONLY);
        };
  }
}
