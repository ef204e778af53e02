package io.cistern.pool.model;

/**
 * What a pool is, for as long as it lives.
 *
 * @param id its identity
 * @param name what a StorageClass's parameter {@code pool} calls it
 * @param backend {@code loop}, {@code lvm} or {@code memory}
 */
public record PoolInfo(PoolId id, PoolName name, String backend) {}
