package io.cistern.controller.parameters;

import io.cistern.controller.ControllerError;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.Provisioning;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a StorageClass says: {@code pool}, the name of the pools that may hold the volume (any, if
 * absent), {@code encrypted}, {@code true} or {@code false} (the default), and the first values of
 * what a VolumeAttributesClass may change, see {@link MutableParameters}: {@code provisioning}
 * ({@code thin} if absent) and the limits of I/O. The filesystem comes in the capability; where the
 * orchestrator leaves it in the parameters, under the key that Kubernetes' sidecars take out, it
 * counts as well.
 *
 * @param pool the name of a pool; empty for any
 * @param provisioning what holds after the mutable parameters have had the last word
 * @param limits of I/O, in the same way
 * @param encryption whether the volume is encrypted
 * @param fsType the filesystem for a capability that names none; empty for the default
 * @param asGiven the class's own parameters, without those of the sidecars
 */
public record ClassParameters(
    Optional<PoolName> pool,
    Provisioning provisioning,
    IoLimits limits,
    Encryption encryption,
    Optional<FsType> fsType,
    SortedMap<String, String> asGiven) {
  /** What a volume gets whose client does not mind. */
  private static final FsType DEFAULT_FS_TYPE = FsType.EXT4;

  private static final String FS_TYPE = "csi.storage.k8s.io/fstype";
  private static final String POOL = "pool";
  private static final String ENCRYPTED = "encrypted";
  private static final SortedSet<String> KNOWN = Collections.unmodifiableSortedSet(known());

  private static SortedSet<String> known() {
    SortedSet<String> names = new TreeSet<>(MutableParameters.KNOWN);
    names.addAll(List.of(POOL, ENCRYPTED));
    return names;
  }

  public ClassParameters {
    asGiven = Collections.unmodifiableSortedMap(new TreeMap<>(asGiven));
  }

  /**
   * @param mutable those of the VolumeAttributesClass, which take precedence
   * @throws ControllerError.Invalid for a key or a value that is not known
   */
  public static ClassParameters parse(Map<String, String> given, Map<String, String> mutable) {
    SortedMap<String, String> ours = ParameterKeys.ours(given, KNOWN);
    Provisioning ofClass =
        Optional.ofNullable(ours.get(MutableParameters.PROVISIONING))
            .map(MutableParameters::provisioning)
            .orElse(Provisioning.THIN);
    MutableParameters last = MutableParameters.parse(mutable);
    return new ClassParameters(
        Optional.ofNullable(ours.get(POOL)).map(ClassParameters::poolName),
        last.provisioning().orElse(ofClass),
        MutableParameters.limits(MutableParameters.limits(IoLimits.NONE, ours), last.asGiven()),
        encryption(ours.getOrDefault(ENCRYPTED, "false")),
        Optional.ofNullable(given.get(FS_TYPE)).map(ClassParameters::fsType),
        ours);
  }

  /** The filesystem of a new volume whose capability asks for this one, or leaves it open. */
  public FsType fsTypeFor(Optional<FsType> asked) {
    return asked.or(() -> fsType).orElse(DEFAULT_FS_TYPE);
  }

  private static Encryption encryption(String value) {
    return switch (value) {
      case "true" -> Encryption.LUKS2;
      case "false" -> Encryption.NONE;
      default ->
          throw new ControllerError.Invalid(
              "parameter encrypted is true or false, not \"" + value + "\"");
    };
  }

  private static FsType fsType(String value) {
    return FsType.parse(value)
        .orElseThrow(
            () ->
                new ControllerError.Invalid(
                    "parameter " + FS_TYPE + ": unknown; known are ext4, xfs and btrfs"));
  }

  private static PoolName poolName(String value) {
    try {
      return new PoolName(value);
    } catch (IllegalArgumentException e) {
      throw new ControllerError.Invalid("parameter pool: " + e.getMessage());
    }
  }
}
