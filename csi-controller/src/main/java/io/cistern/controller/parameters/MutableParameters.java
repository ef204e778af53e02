package io.cistern.controller.parameters;

import io.cistern.controller.ControllerError;
import io.cistern.pool.model.Provisioning;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a VolumeAttributesClass may change of a volume that exists: {@code provisioning}, {@code
 * thin} or {@code thick}.
 *
 * @param provisioning the wanted one; empty to leave it
 */
public record MutableParameters(Optional<Provisioning> provisioning) {
  static final String PROVISIONING = "provisioning";

  /**
   * @throws ControllerError.Invalid for a key or a value that is not known
   */
  public static MutableParameters parse(Map<String, String> given) {
    SortedMap<String, String> ours = ParameterKeys.ours(given, Set.of(PROVISIONING));
    return new MutableParameters(
        Optional.ofNullable(ours.get(PROVISIONING)).map(MutableParameters::provisioning));
  }

  static Provisioning provisioning(String value) {
    return Provisioning.parse(value)
        .orElseThrow(
            () ->
                new ControllerError.Invalid(
                    "parameter provisioning is thin or thick, not \"" + value + "\""));
  }

  /** As the agent takes them. */
  public Map<String, String> asMap() {
    return provisioning.map(p -> Map.of(PROVISIONING, p.parameterValue())).orElse(Map.of());
  }
}
