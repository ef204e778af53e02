package io.cistern.controller.capability;

import io.cistern.controller.ControllerError;
import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.FsType;
import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.csi.VolumeCapability.AccessMode.Mode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a volume is to be used: as one filesystem or as a raw device, on one node at a time.
 *
 * @param accessType filesystem or raw device
 * @param fsType the filesystem that is asked for; empty for any, and for a raw device
 * @param accessModes names of CSI access modes, at least one
 */
public record Capabilities(
    AccessType accessType, Optional<FsType> fsType, SortedSet<String> accessModes) {
  public Capabilities {
    accessModes = Collections.unmodifiableSortedSet(new TreeSet<>(accessModes));
  }

  /**
   * Reads what a new volume must be able to do.
   *
   * @throws ControllerError.Invalid if something is missing, or no volume can do all of it
   */
  public static Capabilities parse(List<VolumeCapability> given) {
    requireWellFormed(given);
    Optional<String> unsupported = unsupported(given);
    if (unsupported.isPresent()) {
      throw new ControllerError.Invalid(unsupported.get());
    }
    SortedSet<String> modes = new TreeSet<>();
    given.forEach(capability -> modes.add(capability.getAccessMode().getMode().name()));
    return new Capabilities(
        given.getFirst().hasBlock() ? AccessType.BLOCK : AccessType.FILE_SYSTEM,
        given.stream().flatMap(capability -> fsTypeOf(capability).stream()).findFirst(),
        modes);
  }

  /**
   * @throws ControllerError.Invalid if there is none, or one lacks its access type or mode
   */
  public static void requireWellFormed(List<VolumeCapability> given) {
    if (given.isEmpty()) {
      throw new ControllerError.Invalid("volume_capabilities is required");
    }
    for (VolumeCapability capability : given) {
      if (!capability.hasBlock() && !capability.hasMount()) {
        throw new ControllerError.Invalid("volume_capability: block or mount is required");
      }
      if (!capability.hasAccessMode() || capability.getAccessMode().getMode() == Mode.UNKNOWN) {
        throw new ControllerError.Invalid("volume_capability: access_mode is required");
      }
    }
  }

  /** Why no volume can do all of this, or empty if one can. */
  public static Optional<String> unsupported(List<VolumeCapability> given) {
    for (VolumeCapability capability : given) {
      Optional<String> reason = unsupported(capability);
      if (reason.isPresent()) {
        return reason;
      }
    }
    if (given.stream().anyMatch(VolumeCapability::hasBlock)
        && given.stream().anyMatch(VolumeCapability::hasMount)) {
      return Optional.of("a volume is either a filesystem or a raw device, not both");
    }
    long fsTypes = given.stream().flatMap(c -> fsTypeOf(c).stream()).distinct().count();
    return fsTypes > 1 ? Optional.of("a volume has one filesystem") : Optional.empty();
  }

  private static Optional<String> unsupported(VolumeCapability capability) {
    Optional<String> mode =
        switch (capability.getAccessMode().getMode()) {
          case SINGLE_NODE_WRITER,
              SINGLE_NODE_READER_ONLY,
              SINGLE_NODE_SINGLE_WRITER,
              SINGLE_NODE_MULTI_WRITER ->
              Optional.empty();
          case MULTI_NODE_READER_ONLY, MULTI_NODE_SINGLE_WRITER, MULTI_NODE_MULTI_WRITER ->
              Optional.of(
                  "access mode "
                      + capability.getAccessMode().getMode()
                      + ": a volume is on one node, and used there only");
          case UNKNOWN, UNRECOGNIZED -> Optional.of("unknown access mode");
        };
    String fsType = capability.getMount().getFsType();
    if (mode.isEmpty() && !fsType.isEmpty() && FsType.parse(fsType).isEmpty()) {
      return Optional.of("unknown fs_type; known are ext4, xfs and btrfs");
    }
    return mode;
  }

  private static Optional<FsType> fsTypeOf(VolumeCapability capability) {
    return FsType.parse(capability.getMount().getFsType());
  }
}
