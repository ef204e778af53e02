package io.cistern.controller.volume;

import io.cistern.controller.capability.Capabilities;
import io.cistern.controller.parameters.ClassParameters;
import io.cistern.controller.placement.Accessibility;
import io.cistern.controller.placement.CopyPlacement;
import io.cistern.controller.placement.PoolChoice;
import io.cistern.controller.placement.TopologyParser;
import io.cistern.controller.request.Fields;
import io.cistern.controller.request.Sizes;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.IoLimit;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.PoolName;
import io.cistern.protocol.agent.AccessType;
import io.cistern.protocol.agent.Encryption;
import io.cistern.protocol.agent.Provisioning;
import io.cistern.protocol.agent.VolumeSpec;
import io.cistern.protocol.csi.CreateVolumeRequest;

/**
 * A request for a volume, wholly checked but for what only a pool can know.
 *
 * @param name the idempotency key
 * @param size how large it must and may be
 * @param capabilities how it is to be used
 * @param parameters what its class says
 * @param source where its first bytes come from
 * @param accessibility from where it must be reachable; of a copy, if that is what is configured,
 *     anywhere
 */
public record NewVolume(
    EntityName name,
    CapacityRange size,
    Capabilities capabilities,
    ClassParameters parameters,
    Source source,
    Accessibility accessibility) {

  /**
   * @param copies where a copy goes whose source is outside the requested topology
   * @throws io.cistern.controller.ControllerError if the request can be refused without asking
   */
  public static NewVolume parse(CreateVolumeRequest request, CopyPlacement copies) {
    EntityName name = Fields.name(request.getName());
    Capabilities capabilities = Capabilities.parse(request.getVolumeCapabilitiesList());
    ClassParameters parameters =
        ClassParameters.parse(request.getParametersMap(), request.getModifiableParametersMap());
    boolean copied = request.hasVolumeContentSource();
    return new NewVolume(
        name,
        copied
            ? Sizes.of(request.getCapacityRange())
            : Sizes.ofBlankVolume(request.getCapacityRange()),
        capabilities,
        parameters,
        copied ? Source.parse(request.getVolumeContentSource()) : new Source.Blank(),
        copied && copies == CopyPlacement.AT_SOURCE
            ? Accessibility.ANYWHERE
            : TopologyParser.accessibility(request.getAccessibilityRequirements()));
  }

  /** Which pools may hold it. */
  PoolChoice choice() {
    return new PoolChoice(parameters.pool().map(PoolName::value), source.pool(), accessibility);
  }

  /** As the agent takes it. */
  VolumeSpec spec() {
    VolumeSpec.Builder spec =
        VolumeSpec.newBuilder()
            .setName(name.value())
            .setRequiredBytes(size.required().bytes())
            .setLimitBytes(size.limit().bytes())
            .addAllAccessModes(capabilities.accessModes())
            .setProvisioning(
                switch (parameters.provisioning()) {
                  case THIN -> Provisioning.THIN;
                  case THICK -> Provisioning.THICK;
                })
            .setIoLimits(limits(parameters.limits()))
            .setEncryption(
                switch (parameters.encryption()) {
                  case NONE -> Encryption.ENCRYPTION_NONE;
                  case LUKS2 -> Encryption.ENCRYPTION_LUKS2;
                })
            .setSource(source.forAgent())
            .putAllParameters(parameters.asGiven());
    switch (capabilities.accessType()) {
      case BLOCK -> spec.setAccessType(AccessType.BLOCK);
      case FILE_SYSTEM ->
          spec.setAccessType(AccessType.FILE_SYSTEM)
              .setFsType(parameters.fsTypeFor(capabilities.fsType()).kernelName());
    }
    return spec.build();
  }

  private static io.cistern.protocol.agent.IoLimits limits(IoLimits limits) {
    return io.cistern.protocol.agent.IoLimits.newBuilder()
        .setReadIops(limits.of(IoLimit.READ_IOPS).orElse(0L))
        .setWriteIops(limits.of(IoLimit.WRITE_IOPS).orElse(0L))
        .setReadBandwidth(limits.of(IoLimit.READ_BANDWIDTH).orElse(0L))
        .setWriteBandwidth(limits.of(IoLimit.WRITE_BANDWIDTH).orElse(0L))
        .build();
  }
}
