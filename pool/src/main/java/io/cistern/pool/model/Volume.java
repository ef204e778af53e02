package io.cistern.pool.model;

import java.time.Instant;

/**
 * A volume that exists.
 *
 * @param id which one
 * @param spec the request that made it
 * @param size its size now, which may have grown
 * @param provisioning how it takes its space now, which may have been modified since
 * @param formatting what the pool knows of its contents
 * @param createdAt when it became visible
 */
public record Volume(
    VolumeId id,
    VolumeSpec spec,
    ByteSize size,
    Provisioning provisioning,
    Formatting formatting,
    Instant createdAt) {}
