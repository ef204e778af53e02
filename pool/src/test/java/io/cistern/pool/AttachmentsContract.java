package io.cistern.pool;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.udev.Udev;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Devices come, grow and go. */
public interface AttachmentsContract extends PoolUnderTest {

  @Test
  default void anAttachedVolumeHasADeviceOfItsSize() {
    Volume volume = create(Request.raw("volume").size(ByteSize.ofMiB(3)));
    assertThat(pool().attachments().find(volume.id())).isEmpty();
    Path device = pool().attachments().attach(volume.id());
    assertThat(pool().attachments().find(volume.id())).contains(device);
    assertThat(deviceSize(volume.id())).isEqualTo(ByteSize.ofMiB(3));
  }

  @Test
  default void attachingAgainGivesTheSameDevice() {
    Volume volume = create(Request.raw("volume"));
    Path device = pool().attachments().attach(volume.id());
    assertThat(pool().attachments().attach(volume.id())).isEqualTo(device);
    assertThat(pool().attachments().list()).containsExactly(Map.entry(volume.id(), device));
  }

  @Test
  default void everyAttachedVolumeIsListed() {
    Volume one = create(Request.raw("one"));
    Volume two = create(Request.raw("two").thick());
    create(Request.raw("three"));
    Path first = pool().attachments().attach(one.id());
    Path second = pool().attachments().attach(two.id());
    assertThat(first).isNotEqualTo(second);
    assertThat(pool().attachments().list()).isEqualTo(Map.of(one.id(), first, two.id(), second));
  }

  @Test
  default void anExpandedVolumesDeviceKeepsItsSizeUntilItIsGrown() {
    Volume volume = create(Request.raw("volume").size(ByteSize.ofMiB(2)));
    pool().attachments().attach(volume.id());
    write(volume.id(), 0, bytes(1, 4096));
    pool().volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(4)));
    assertThat(deviceSize(volume.id())).isEqualTo(ByteSize.ofMiB(2));
    pool().attachments().grow(volume.id());
    pool().attachments().grow(volume.id());
    assertThat(deviceSize(volume.id())).isEqualTo(ByteSize.ofMiB(4));
    write(volume.id(), 3 << 20, bytes(2, 4096));
    assertThat(read(volume.id(), 0, 4096)).isEqualTo(bytes(1, 4096));
    assertThat(read(volume.id(), 3 << 20, 4096)).isEqualTo(bytes(2, 4096));
  }

  @Test
  default void onlyAnAttachedDeviceGrows() {
    Volume volume = create(Request.raw("volume"));
    refused(PoolError.Precondition.class, () -> pool().attachments().grow(volume.id()));
  }

  @Test
  default void aDetachedVolumeHasNoDeviceAndKeepsItsBytes() {
    Volume volume = create(Request.raw("volume"));
    pool().attachments().attach(volume.id());
    write(volume.id(), 0, bytes(3, 4096));
    pool().attachments().detach(volume.id());
    pool().attachments().detach(volume.id());
    assertThat(pool().attachments().find(volume.id())).isEmpty();
    assertThat(pool().attachments().list()).isEmpty();
    assertThat(read(volume.id(), 0, 4096)).isEqualTo(bytes(3, 4096));
  }

  @Test
  default void anOpenDeviceIsNotDetached() throws Exception {
    Volume volume = create(Request.raw("volume"));
    Path device = pool().attachments().attach(volume.id());
    AutoCloseable opened = holdOpen(volume.id());
    try {
      refused(PoolError.Precondition.class, () -> pool().attachments().detach(volume.id()));
      assertThat(pool().attachments().find(volume.id())).contains(device);
    } finally {
      opened.close();
    }
    assertThat(pool().attachments().find(volume.id())).contains(device);
    pool().attachments().detach(volume.id());
    assertThat(pool().attachments().find(volume.id())).isEmpty();
  }

  @Test
  default void whatIsNotThereIsNotAttached() {
    VolumeId none = VolumeId.named(pool().info().id(), new EntityName("none"));
    assertThat(pool().attachments().find(none)).isEmpty();
    pool().attachments().detach(none);
  }

  /** Not by its name in {@code by-label} either, which would be an invitation to mount it. */
  @Test
  default void whereUdevRunsItDoesNotLookAtWhatIsInsideAVolume() throws Exception {
    Assumptions.assumeTrue(Udev.OF_THIS_MACHINE.runs(), "no udev runs here");
    String label = "cistern-" + HexFormat.of().toHexDigits((short) System.nanoTime());
    Volume volume = create(Request.raw("volume").size(ByteSize.ofMiB(1)));
    write(volume.id(), 0, swapSpace(label));
    for (int again = 0; again < 2; again++) {
      pool().attachments().detach(volume.id());
      pool().attachments().attach(volume.id());
      assertThat(new ProcessBuilder("udevadm", "settle").start().waitFor()).isZero();
      assertThat(Path.of("/dev/disk/by-label", label)).doesNotExist();
    }
  }

  /** As <a href="https://man7.org/linux/man-pages/man8/mkswap.8.html">mkswap(8)</a> makes it. */
  private static byte[] swapSpace(String label) {
    ByteBuffer page = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    page.putInt(1024, 1).putInt(1028, 255);
    page.put(1024 + 28, label.getBytes(StandardCharsets.US_ASCII));
    page.put(4096 - 10, "SWAPSPACE2".getBytes(StandardCharsets.US_ASCII));
    return page.array();
  }
}
