package io.cistern.pool.memory;

import io.cistern.pool.Pool;
import io.cistern.pool.PoolParts;
import io.cistern.pool.memory.MemoryState.Device;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Capacity;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.PoolInfo;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.VolumeId;

/**
 * A pool in memory. Every call is atomic under one monitor. Bytes are written and read through this
 * class, in place of a device; copies share them until written.
 */
public final class MemoryPool implements Pool {
  private final MemoryState state;
  private final PoolParts parts;

  /**
   * An empty pool with a random identity.
   *
   * @param total its space; a twentieth is kept in reserve
   */
  public MemoryPool(PoolName name, ByteSize total) {
    this(new PoolInfo(PoolId.random(), name, "memory"), total);
  }

  /** An empty pool of this identity. */
  public MemoryPool(PoolInfo info, ByteSize total) {
    this.state = new MemoryState(info, total);
    this.parts =
        new PoolParts(
            new MemoryVolumes(state),
            new MemorySnapshots(state),
            new MemoryGroupSnapshots(state),
            new MemoryAttachments(state));
  }

  @Override
  public PoolInfo info() {
    return state.info;
  }

  @Override
  public Capacity capacity() {
    synchronized (state) {
      return state.capacity();
    }
  }

  @Override
  public PoolParts parts() {
    return parts;
  }

  /**
   * Writes as a program would through the device.
   *
   * @throws PoolError.NotFound if there is no such volume
   * @throws IllegalArgumentException past the end
   */
  public void write(VolumeId id, long offset, byte[] bytes) {
    synchronized (state) {
      requireWithin(id, offset, bytes.length);
      state.volume(id).bytes().write(offset, bytes);
    }
  }

  /**
   * Discards as a program would through the device.
   *
   * @param offset in bytes, a multiple of 4 KiB, as {@code length} is
   * @throws PoolError.NotFound if there is no such volume
   * @throws IllegalArgumentException past the end
   */
  public void discard(VolumeId id, long offset, int length) {
    synchronized (state) {
      requireWithin(id, offset, length);
      state.volume(id).bytes().discard(offset, length);
    }
  }

  /**
   * Reads as a program would through the device.
   *
   * @throws PoolError.NotFound if there is no such volume
   * @throws IllegalArgumentException past the end
   */
  public byte[] read(VolumeId id, long offset, int length) {
    synchronized (state) {
      requireWithin(id, offset, length);
      return state.volume(id).bytes().read(offset, length);
    }
  }

  /**
   * The size of an attached device, which follows the volume's only on {@link Attachments#grow}.
   *
   * @throws PoolError.Precondition if it is not attached
   */
  public ByteSize deviceSize(VolumeId id) {
    synchronized (state) {
      return device(id).size;
    }
  }

  /**
   * Keeps the device open, as a mount does, until the result is closed.
   *
   * @throws PoolError.Precondition if it is not attached
   */
  public AutoCloseable holdOpen(VolumeId id) {
    synchronized (state) {
      Device device = device(id);
      device.openers++;
      return () -> {
        synchronized (state) {
          device.openers--;
        }
      };
    }
  }

  private Device device(VolumeId id) {
    Device device = state.devices.get(id);
    if (device == null) {
      throw new PoolError.Precondition("volume " + id + " is not attached");
    }
    return device;
  }

  private void requireWithin(VolumeId id, long offset, int length) {
    long size = state.volume(id).volume().dataSize().bytes();
    if (offset < 0 || length < 0 || offset > size - length) {
      throw new IllegalArgumentException("past the end of volume " + id);
    }
  }

  @Override
  public void close() {
    // What is in memory lives as long as its last reader.
  }
}
