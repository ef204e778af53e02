package io.cistern.controller.capacity;

import io.cistern.controller.capability.Capabilities;
import io.cistern.controller.parameters.ClassParameters;
import io.cistern.controller.placement.Accessibility;
import io.cistern.controller.placement.PoolChoice;
import io.cistern.controller.placement.TopologyParser;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.Provisioning;
import io.cistern.protocol.csi.GetCapacityRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For what kind of volume room is asked.
 *
 * @param supported whether any volume can do what it is to do
 * @param choice where it may be
 * @param provisioning thin or thick, which a pool may keep apart
 * @param leastSize what its filesystem needs; zero if none is asked for
 */
public record CapacityQuestion(
    boolean supported, PoolChoice choice, Provisioning provisioning, ByteSize leastSize) {

  /**
   * @throws io.cistern.controller.ControllerError.Invalid if the request is malformed
   */
  public static CapacityQuestion parse(GetCapacityRequest request) {
    ClassParameters parameters = ClassParameters.parse(request.getParametersMap(), Map.of());
    boolean any = request.getVolumeCapabilitiesList().isEmpty();
    if (!any) {
      Capabilities.requireWellFormed(request.getVolumeCapabilitiesList());
    }
    boolean supported = Capabilities.unsupported(request.getVolumeCapabilitiesList()).isEmpty();
    Accessibility accessibility =
        request.hasAccessibleTopology()
            ? new Accessibility(
                List.of(TopologyParser.segments(request.getAccessibleTopology())), List.of())
            : Accessibility.ANYWHERE;
    return new CapacityQuestion(
        supported,
        new PoolChoice(parameters.pool().map(PoolName::value), Optional.empty(), accessibility),
        parameters.provisioning(),
        any || !supported ? ByteSize.ZERO : leastSize(request, parameters));
  }

  private static ByteSize leastSize(GetCapacityRequest request, ClassParameters parameters) {
    Capabilities capabilities = Capabilities.parse(request.getVolumeCapabilitiesList());
    return switch (capabilities.accessType()) {
      case FILE_SYSTEM -> parameters.fsTypeFor(capabilities.fsType()).minimumSize();
      case BLOCK -> ByteSize.ZERO;
    };
  }
}
