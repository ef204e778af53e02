package io.cistern.controller.parameters;

import io.cistern.controller.ControllerError;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which keys of a class's parameters are for us. */
final class ParameterKeys {
  /** Told by the Kubernetes sidecars about the claim; nothing that a volume is made by. */
  private static final String SIDECAR_PREFIX = "csi.storage.k8s.io/";

  private ParameterKeys() {}

  /**
   * The parameters without those that the sidecars add.
   *
   * @throws ControllerError.Invalid naming a key that is not one of {@code known}
   */
  static SortedMap<String, String> ours(Map<String, String> given, Set<String> known) {
    SortedMap<String, String> ours = new TreeMap<>();
    given.forEach(
        (key, value) -> {
          if (!key.startsWith(SIDECAR_PREFIX)) {
            if (!known.contains(key)) {
              throw new ControllerError.Invalid(
                  "unknown parameter \""
                      + key
                      + "\"; "
                      + (known.isEmpty()
                          ? "none is known here"
                          : "known are " + String.join(", ", known)));
            }
            ours.put(key, value);
          }
        });
    return ours;
  }
}
