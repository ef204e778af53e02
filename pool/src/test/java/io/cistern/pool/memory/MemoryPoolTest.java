package io.cistern.pool.memory;

import io.cistern.pool.BlocksContract;
import io.cistern.pool.Pool;
import io.cistern.pool.PoolContract;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.VolumeId;

class MemoryPoolTest extends PoolContract implements BlocksContract {
  private final MemoryPool pool = new MemoryPool(new PoolName("memory"), ByteSize.ofGiB(2));

  @Override
  public Pool pool() {
    return pool;
  }

  @Override
  public void write(VolumeId id, long offset, byte[] bytes) {
    pool.write(id, offset, bytes);
  }

  @Override
  public byte[] read(VolumeId id, long offset, int length) {
    return pool.read(id, offset, length);
  }

  @Override
  public void discard(VolumeId id, long offset, long length) {
    pool.discard(id, offset, Math.toIntExact(length));
  }

  @Override
  public ByteSize deviceSize(VolumeId id) {
    return pool.deviceSize(id);
  }

  @Override
  public AutoCloseable holdOpen(VolumeId id) {
    return pool.holdOpen(id);
  }
}
