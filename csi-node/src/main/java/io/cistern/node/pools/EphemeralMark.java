package io.cistern.node.pools;

import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import java.util.Optional;

/**
 * How a CSI inline ephemeral volume is told from every other: by its name, made from the id the
 * orchestrator chose, and by a parameter of its spec that no StorageClass can have. Only what
 * carries the mark is ever deleted by an unpublish.
 */
public final class EphemeralMark {
  /** The parameter; its value is the orchestrator's id. */
  public static final String PARAMETER = "csi.cistern.io/ephemeral";

  private static final String PREFIX = "ephemeral-";

  private EphemeralMark() {}

  /**
   * The name of its volume.
   *
   * @throws IllegalArgumentException for an id that is too long or has control characters
   */
  public static EntityName name(String id) {
    return new EntityName(PREFIX + id);
  }

  public static boolean marks(VolumeSpec spec, String id) {
    return id.equals(spec.parameters().get(PARAMETER));
  }

  static Optional<NodeVolume> find(NodePools pools, String id) {
    EntityName name;
    try {
      name = name(id);
    } catch (IllegalArgumentException nobodys) {
      return Optional.empty();
    }
    return pools.all().stream()
        .map(pool -> VolumeId.named(pool.info().id(), name))
        .flatMap(candidate -> pools.volume(candidate).stream())
        .filter(volume -> marks(volume.volume().spec(), id))
        .findFirst();
  }
}
