package io.cistern.controller.capability;

import io.cistern.protocol.agent.AccessType;
import io.cistern.protocol.agent.VolumeSpec;
import io.cistern.protocol.csi.VolumeCapability;
import java.util.List;
import java.util.Optional;

/** Whether a volume that exists can be used as a client wants. */
public final class VolumeUse {
  private VolumeUse() {}

  /** Why it cannot, or empty if it can. */
  public static Optional<String> mismatch(VolumeSpec volume, List<VolumeCapability> wanted) {
    return Capabilities.unsupported(wanted)
        .or(() -> wanted.stream().flatMap(c -> mismatch(volume, c).stream()).findFirst());
  }

  private static Optional<String> mismatch(VolumeSpec volume, VolumeCapability wanted) {
    if (wanted.hasBlock() != (volume.getAccessType() == AccessType.BLOCK)) {
      return Optional.of(
          wanted.hasBlock() ? "the volume is a filesystem" : "the volume is a raw device");
    }
    String fsType = wanted.getMount().getFsType();
    return fsType.isEmpty() || fsType.equals(volume.getFsType())
        ? Optional.empty()
        : Optional.of("the volume's filesystem is " + volume.getFsType());
  }
}
