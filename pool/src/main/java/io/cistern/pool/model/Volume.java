package io.cistern.pool.model;

import java.time.Instant;

/**
 * A volume that exists.
 *
 * @param id which one
 * @param spec the request that made it
 * @param size its size now, as its users see it, which may have grown
 * @param provisioning how it takes its space now, which may have been modified since
 * @param limits how much I/O its pods may do now, which may have been modified since
 * @param formatting what the pool knows of its contents
 * @param createdAt when it became visible
 */
public record Volume(
    VolumeId id,
    VolumeSpec spec,
    ByteSize size,
    Provisioning provisioning,
    IoLimits limits,
    Formatting formatting,
    Instant createdAt) {

  /** The size of what the pool keeps and attaches: with the header, if it is encrypted. */
  public ByteSize dataSize() {
    return size.plus(spec.encryption().headerSize());
  }

  /** This volume with another size. */
  public Volume withSize(ByteSize changed) {
    return new Volume(id, spec, changed, provisioning, limits, formatting, createdAt);
  }

  /** This volume with other provisioning. */
  public Volume withProvisioning(Provisioning changed) {
    return new Volume(id, spec, size, changed, limits, formatting, createdAt);
  }

  /** This volume with other limits. */
  public Volume withLimits(IoLimits changed) {
    return new Volume(id, spec, size, provisioning, changed, formatting, createdAt);
  }

  /** This volume with other contents. */
  public Volume withFormatting(Formatting changed) {
    return new Volume(id, spec, size, provisioning, limits, changed, createdAt);
  }
}
