package io.cistern.controller.parameters;

import io.cistern.controller.ControllerError;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.Provisioning;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a VolumeAttributesClass may change of a volume that exists: {@code provisioning}, {@code
 * thin} or {@code thick}, and the limits of I/O, see {@link IoLimits#with}.
 *
 * @param provisioning the wanted one; empty to leave it
 * @param asGiven all of them as the agent takes them, valid, without those of the sidecars
 */
public record MutableParameters(
    Optional<Provisioning> provisioning, SortedMap<String, String> asGiven) {
  static final String PROVISIONING = "provisioning";
  static final SortedSet<String> KNOWN = known();

  public MutableParameters {
    asGiven = Collections.unmodifiableSortedMap(new TreeMap<>(asGiven));
  }

  private static SortedSet<String> known() {
    SortedSet<String> names = new TreeSet<>(IoLimits.parameterNames());
    names.add(PROVISIONING);
    return Collections.unmodifiableSortedSet(names);
  }

  /**
   * @throws ControllerError.Invalid for a key or a value that is not known
   */
  public static MutableParameters parse(Map<String, String> given) {
    SortedMap<String, String> ours = ParameterKeys.ours(given, KNOWN);
    var _ = limits(IoLimits.NONE, ours);
    return new MutableParameters(
        Optional.ofNullable(ours.get(PROVISIONING)).map(MutableParameters::provisioning), ours);
  }

  static Provisioning provisioning(String value) {
    return Provisioning.parse(value)
        .orElseThrow(
            () ->
                new ControllerError.Invalid(
                    "parameter provisioning is thin or thick, not \"" + value + "\""));
  }

  /** The limits of I/O that hold after these parameters. */
  static IoLimits limits(IoLimits before, Map<String, String> parameters) {
    try {
      return before.with(parameters);
    } catch (IllegalArgumentException wrong) {
      throw new ControllerError.Invalid(String.valueOf(wrong.getMessage()));
    }
  }
}
