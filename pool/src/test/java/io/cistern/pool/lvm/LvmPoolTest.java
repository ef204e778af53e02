package io.cistern.pool.lvm;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cistern.linux.mapper.DeviceMapper;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolName;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a kernel without device mapper. */
class LvmPoolTest {
  private static final LvmPlace PLACE = new LvmPlace("nowhere", LvmPlace.THIN_POOL);

  /** Had LVM been asked anything, it would be another error. */
  private static final LvmPoolOptions OPTIONS =
      LvmPoolOptions.DEFAULT.withProgram(Path.of("/nonexistent/lvm"), Path.of("/nonexistent"));

  @BeforeAll
  static void look() {
    assumeThat(DeviceMapper.isAvailable()).as("a device mapper").isFalse();
  }

  @Test
  void noPoolIsMadeAndNoDiskTouchedAndTheRemedyIsNamed() {
    isRefused(
        () ->
            LvmPool.init(
                PLACE, List.of(Path.of("/dev/nonexistent")), new PoolName("fast"), OPTIONS));
  }

  @Test
  void noPoolIsOpenedAndTheRemedyIsNamed() {
    isRefused(() -> LvmPool.open(PLACE, OPTIONS));
  }

  private static void isRefused(ThrowingCallable call) {
    assertThatExceptionOfType(PoolError.Precondition.class)
        .isThrownBy(call)
        .withMessageContaining("no device mapper")
        .withMessageContaining("modprobe -a dm-thin-pool dm-snapshot");
  }
}
