package io.cistern.linux.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.testing.Errors;
import io.cistern.linux.testing.Scratch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BlockDeviceIT {

  private static final int MIB = 1 << 20;

  @Test
  void whatIsZeroedReadsAsZeroesAndTheRestStays() throws Exception {
    try (Scratch scratch = Scratch.open()) {
      Path file = scratch.file("a.img", 4 * MIB);
      byte[] ones = new byte[4 * MIB];
      Arrays.fill(ones, (byte) 1);
      Files.write(file, ones);
      Path device = scratch.attach(file).path();

      BlockDevice.zeroOut(device, MIB, MIB);
      BlockDevice.flush(device);

      byte[] read = new byte[4 * MIB];
      try (Fd fd = Fd.open(device, OpenFlag.READ_ONLY)) {
        assertThat(fd.read(read, 0)).isEqualTo(4 * MIB);
      }
      Arrays.fill(ones, MIB, 2 * MIB, (byte) 0);
      assertThat(read).isEqualTo(ones);
      assertThat(Errors.of(() -> BlockDevice.zeroOut(device, 1, 512))).isEqualTo(Errno.EINVAL);
      assertThat(Errors.of(() -> BlockDevice.discard(device, 4 * MIB, 512)))
          .isEqualTo(Errno.EINVAL);
    }
  }

  @Test
  void sizesAreBeyondThirtyTwoBits() throws Exception {
    try (Scratch scratch = Scratch.open()) {
      Path device = scratch.attach(scratch.file("huge.img", 9L << 40)).path();
      assertThat(BlockDevice.size(device)).isEqualTo(9L << 40);
      assertThat(BlockDevice.physicalBlockSize(device)).isGreaterThanOrEqualTo(512);
      BlockDevice.zeroOut(device, (9L << 40) - MIB, MIB);
      BlockDevice.discard(device, 8L << 40, MIB);
    }
  }

  @Test
  void aDeviceThatNothingLiesOnHasItsNodeAndNoOther() throws Exception {
    try (Scratch scratch = Scratch.open()) {
      Path device = scratch.attach(scratch.file("a.img", MIB)).path();
      DeviceNumber number = BlockDevice.deviceNumber(device);
      assertThat(DeviceStack.above(number)).isEmpty();
      assertThat(DeviceStack.slaves(number)).isEmpty();
      assertThat(DeviceStack.node(number)).isEqualTo(device);
    }
  }

  @Test
  void aFileIsNoBlockDevice() throws Exception {
    try (Scratch scratch = Scratch.open()) {
      Path file = scratch.file("a", MIB);
      assertThat(Errors.of(() -> BlockDevice.size(file))).isEqualTo(Errno.ENOTTY);
      assertThat(Errors.of(() -> BlockDevice.deviceNumber(file))).isEqualTo(Errno.ENOTBLK);
    }
  }
}
