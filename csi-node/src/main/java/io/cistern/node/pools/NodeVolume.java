package io.cistern.node.pools;

import io.cistern.pool.Pool;
import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;

/**
 * A volume that exists, as its pool recorded it at one look, and the pool.
 *
 * @param pool the pool that holds it
 * @param volume the record
 */
public record NodeVolume(Pool pool, Volume volume) {
  public VolumeId id() {
    return volume.id();
  }

  public boolean isEncrypted() {
    return volume.spec().encryption() != Encryption.NONE;
  }

  public boolean isBlock() {
    return volume.spec().accessType() == AccessType.BLOCK;
  }
}
