package io.cistern.controller.parameters;

import java.util.Map;
import java.util.Set;

/** What a VolumeSnapshotClass or VolumeGroupSnapshotClass may say: nothing yet. */
public final class SnapshotParameters {
  private SnapshotParameters() {}

  /**
   * @throws io.cistern.controller.ControllerError.Invalid for any key of its own
   */
  public static void requireNone(Map<String, String> given) {
    ParameterKeys.ours(given, Set.of());
  }
}
