package io.cistern.pool.freeze;

import io.cistern.linux.mapper.DeviceMapper;
import io.cistern.linux.mapper.MappedDevice;
import java.nio.file.Path;

/**
 * A mapped device that can be suspended, with whatever is written to it: what is below it goes on.
 *
 * @param device the device
 * @param uuid its identity in the device mapper
 */
record MappedLayer(Path device, String uuid) implements Freezable {

  boolean isSuspended() {
    return DeviceMapper.find(uuid).filter(MappedDevice::suspended).isPresent();
  }

  @Override
  public boolean freeze() {
    // The kernel does not tell: suspending twice is fine with it.
    if (isSuspended()) {
      return false;
    }
    DeviceMapper.suspend(uuid);
    return true;
  }

  @Override
  public boolean thaw() {
    return DeviceMapper.resume(uuid);
  }

  @Override
  public void close() {
    // It is found by its uuid, and nothing is held open.
  }
}
