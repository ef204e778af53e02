package io.cistern.pool.lvm;

import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.PoolContract;
import io.cistern.pool.model.ByteSize;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The LVM pool under the contract. */
class LvmPoolIT extends PoolContract implements DevicePoolUnderTest {
  private static TestVolumeGroup group;
  private static LvmPool pool;

  @BeforeAll
  static void make() throws IOException {
    group = TestVolumeGroup.make(ByteSize.ofGiB(5));
    pool = group.init(group.options().withThinPoolSize(ByteSize.ofGiB(3)));
  }

  @AfterAll
  static void remove() {
    if (pool != null) {
      pool.close();
    }
    if (group != null) {
      group.close();
    }
  }

  @AfterEach
  void empty() {
    DevicePoolUnderTest.empty(pool);
  }

  @Override
  public Pool pool() {
    return pool;
  }

  @Override
  public boolean holdsRawVolumes() {
    return true;
  }
}
