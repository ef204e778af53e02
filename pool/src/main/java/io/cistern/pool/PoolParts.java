package io.cistern.pool;

/**
 * What a pool consists of.
 *
 * @param volumes its volumes
 * @param snapshots cut of one volume each
 * @param groupSnapshots cut of several at one moment
 * @param attachments the devices of volumes
 */
public record PoolParts(
    Volumes volumes, Snapshots snapshots, GroupSnapshots groupSnapshots, Attachments attachments) {}
