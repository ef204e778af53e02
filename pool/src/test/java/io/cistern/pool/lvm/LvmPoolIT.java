package io.cistern.pool.lvm;

import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.PoolContract;
import io.cistern.pool.model.ByteSize;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The LVM pool under the contract. */
class LvmPoolIT extends PoolContract implements DevicePoolUnderTest {
  @RegisterExtension
  static final TestLvmPool LVM = new TestLvmPool(ByteSize.ofGiB(5), ByteSize.ofGiB(3));

  @Override
  public Pool pool() {
    return LVM.pool();
  }

  @Override
  public boolean holdsRawVolumes() {
    return true;
  }
}
