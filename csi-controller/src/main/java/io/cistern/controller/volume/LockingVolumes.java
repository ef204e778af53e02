package io.cistern.controller.volume;

import io.cistern.controller.locking.KeyLocks;
import io.cistern.controller.paging.PageRequest;
import io.cistern.controller.parameters.MutableParameters;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.Volume;
import java.util.UUID;

/**
 * Volumes whose calls exclude each other, one volume at a time. The agents do so too, each for its
 * own pools; this holds across pools, where two creates of one name could choose differently.
 */
public final class LockingVolumes implements Volumes {
  private final Volumes volumes;
  private final KeyLocks locks = new KeyLocks();

  public LockingVolumes(Volumes volumes) {
    this.volumes = volumes;
  }

  @Override
  public PlacedVolume create(NewVolume request) {
    return locks.exclusively(uuidOf(request), () -> volumes.create(request));
  }

  private static UUID uuidOf(NewVolume request) {
    // A name has the same uuid in every pool; which pool is asked for it does not matter.
    return VolumeId.named(new PoolId("0".repeat(16)), request.name()).uuid();
  }

  @Override
  public void delete(VolumeId id) {
    locks.exclusively(
        id.uuid(),
        () -> {
          volumes.delete(id);
          return id;
        });
  }

  @Override
  public PlacedVolume get(VolumeId id) {
    // Takes no lock: it is of one look.
    return volumes.get(id);
  }

  @Override
  public Page<PlacedVolume> list(PageRequest request) {
    // Takes no lock: CSI promises no consistent view across pages.
    return volumes.list(request);
  }

  @Override
  public Volume expand(VolumeId id, CapacityRange range) {
    return locks.exclusively(id.uuid(), () -> volumes.expand(id, range));
  }

  @Override
  public void modify(VolumeId id, MutableParameters parameters) {
    locks.exclusively(
        id.uuid(),
        () -> {
          volumes.modify(id, parameters);
          return id;
        });
  }
}
