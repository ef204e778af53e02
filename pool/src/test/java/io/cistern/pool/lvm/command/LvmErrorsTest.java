package io.cistern.pool.lvm.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.model.PoolError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are those that LVM 2.03.16 printed. */
class LvmErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OutOfSpace | Volume group \"vg\" has insufficient free space (12 extents): 500 required.",
        "OutOfSpace | Insufficient suitable allocatable extents for logical volume v: 5 more required",
        "OutOfSpace | Cannot create new thin volume, free space in thin pool vg/pool reached threshold.",
        "OutOfSpace | VG vg 1048000 metadata on /dev/loop0 (1044480 bytes) too large for circular buffer",
        "Precondition | Logical volume vg/v is used by another device.",
        "Precondition | Logical volume vg/v in use.",
        "NotFound | Failed to find logical volume \"vg/v\"",
        "NotFound | Volume group \"vg\" not found",
        "AlreadyExists | Logical Volume \"v\" already exists in volume group \"vg\"",
        "Io | Internal error: something",
        "Io | device-mapper: reload ioctl on (253:4) failed: Invalid argument",
      })
  void whatLvmSaysIsTheErrorItMeans(String error, String text) {
    PoolError mapped = LvmErrors.of("lvcreate", 5, "  WARNING: be careful\n  " + text + "\n");
    assertThat(mapped.getClass().getSimpleName()).isEqualTo(error);
    assertThat(mapped).hasMessage("lvcreate failed (5): " + text);
  }

  @Test
  void aTargetThatTheKernelLacksIsSaidWithTheRemedy() {
    String text = "thin-pool: Required device-mapper target(s) not detected in your kernel.";
    assertThat(LvmErrors.of("lvcreate", 5, "  " + text + "\n"))
        .isExactlyInstanceOf(PoolError.Precondition.class)
        .hasMessageStartingWith("lvcreate failed (5): " + text)
        .hasMessageContaining("modprobe -a dm-thin-pool dm-snapshot");
  }

  @ParameterizedTest
  @CsvSource("''")
  void silenceIsAnErrorToo(String nothing) {
    assertThat(LvmErrors.of("lvs", 5, nothing)).isExactlyInstanceOf(PoolError.Io.class);
  }
}
