package io.cistern.controller.parameters;

import io.cistern.controller.ControllerError;
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
 * absent), and {@code provisioning}, {@code thin} (the default) or {@code thick}.
 *
 * @param pool the name of a pool; empty for any
 * @param provisioning what holds after the mutable parameters have had the last word
 * @param asGiven the class's own parameters, without those of the sidecars
 */
public record ClassParameters(
    Optional<PoolName> pool, Provisioning provisioning, SortedMap<String, String> asGiven) {
  private static final String POOL = "pool";
  private static final SortedSet<String> KNOWN =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(List.of(POOL, MutableParameters.PROVISIONING)));

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
    return new ClassParameters(
        Optional.ofNullable(ours.get(POOL)).map(ClassParameters::poolName),
        MutableParameters.parse(mutable).provisioning().orElse(ofClass),
        ours);
  }

  private static PoolName poolName(String value) {
    try {
      return new PoolName(value);
    } catch (IllegalArgumentException e) {
      throw new ControllerError.Invalid("parameter pool: " + e.getMessage());
    }
  }
}
