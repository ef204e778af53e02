package io.cistern.pool.rules;

import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Provisioning;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a volume that may change while it lives.
 *
 * @param provisioning thin or thick; empty to leave it
 */
public record MutableParameters(Optional<Provisioning> provisioning) {
  public static final String PROVISIONING = "provisioning";

  /**
   * Reads them all before any is applied.
   *
   * @throws PoolError.Invalid for an unknown key or value, naming the known ones
   */
  public static MutableParameters parse(Map<String, String> parameters) {
    Optional<Provisioning> provisioning = Optional.empty();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (!parameter.getKey().equals(PROVISIONING)) {
        throw new PoolError.Invalid(
            "unknown mutable parameter \"%s\"; known: %s"
                .formatted(parameter.getKey(), PROVISIONING));
      }
      provisioning = Optional.of(provisioning(parameter.getValue()));
    }
    return new MutableParameters(provisioning);
  }

  private static Provisioning provisioning(String value) {
    return Provisioning.parse(value)
        .orElseThrow(
            () ->
                new PoolError.Invalid(
                    "parameter %s is thin or thick, not \"%s\"".formatted(PROVISIONING, value)));
  }
}
