package io.cistern.pool.rules;

import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Volume;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The parameters of a volume that may change while it lives.
 *
 * @param provisioning thin or thick; empty to leave it
 * @param ioLimits the parameters among which those of {@link IoLimits} are, valid
 */
public record MutableParameters(Optional<Provisioning> provisioning, Map<String, String> ioLimits) {
  public static final String PROVISIONING = "provisioning";

  public MutableParameters {
    ioLimits = Map.copyOf(ioLimits);
  }

  /**
   * Reads them all before any is applied.
   *
   * @throws PoolError.Invalid for an unknown key or value, naming the known ones
   */
  public static MutableParameters parse(Map<String, String> parameters) {
    SortedSet<String> known = new TreeSet<>(IoLimits.parameterNames());
    known.add(PROVISIONING);
    for (String key : parameters.keySet()) {
      if (!known.contains(key)) {
        throw new PoolError.Invalid(
            "unknown mutable parameter \"%s\"; known: %s".formatted(key, String.join(", ", known)));
      }
    }
    try {
      var _ = IoLimits.NONE.with(parameters);
    } catch (IllegalArgumentException wrong) {
      throw new PoolError.Invalid(String.valueOf(wrong.getMessage()));
    }
    return new MutableParameters(
        Optional.ofNullable(parameters.get(PROVISIONING)).map(MutableParameters::provisioning),
        parameters);
  }

  private static Provisioning provisioning(String value) {
    return Provisioning.parse(value)
        .orElseThrow(
            () ->
                new PoolError.Invalid(
                    "parameter %s is thin or thick, not \"%s\"".formatted(PROVISIONING, value)));
  }

  /** The volume as it is to be; what it takes to provide its space is the caller's to do. */
  public Volume applyTo(Volume volume) {
    return volume
        .withProvisioning(provisioning.orElse(volume.provisioning()))
        .withLimits(volume.limits().with(ioLimits));
  }
}
