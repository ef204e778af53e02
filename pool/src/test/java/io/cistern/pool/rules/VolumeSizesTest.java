package io.cistern.pool.rules;

import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.Request;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.PoolError;
import org.junit.jupiter.api.Test;

class VolumeSizesTest {
  private static final ByteSize HUGE = new ByteSize(Long.MAX_VALUE);

  @Test
  void aSizeNextToTheLargestNumberIsRefusedAndDoesNotOverflow() {
    refused(
        PoolError.SizeOutOfRange.class,
        () ->
            VolumeSizes.ofNew(
                Request.raw("v").size(HUGE).spec(), ByteSize.ZERO, ByteSize.ofGiB(1)));
  }

  @Test
  void aLimitBetweenTwoGranulesIsRefused() {
    refused(
        PoolError.SizeOutOfRange.class,
        () ->
            VolumeSizes.ofExpanded(
                ByteSize.ofKiB(4),
                new CapacityRange(new ByteSize(4097), new ByteSize(8191)),
                ByteSize.ofGiB(1)));
  }

  @Test
  void aVolumeAboveItsLimitIsRefused() {
    refused(
        PoolError.SizeOutOfRange.class,
        () ->
            VolumeSizes.ofExpanded(
                ByteSize.ofMiB(8),
                new CapacityRange(ByteSize.ofMiB(1), ByteSize.ofMiB(4)),
                ByteSize.ofGiB(1)));
  }

  @Test
  void theSourceRaisesTheSize() {
    assertThat(
            VolumeSizes.ofNew(
                Request.raw("v").size(ByteSize.ofMiB(1)).spec(),
                ByteSize.ofMiB(3),
                ByteSize.ofGiB(1)))
        .isEqualTo(ByteSize.ofMiB(3));
  }
}
