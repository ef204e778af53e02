package io.cistern.pool;

import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Capacity;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Volume;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Space is counted, kept in reserve, promised once, and given back. */
public interface CapacityContract extends PoolUnderTest {
  /** What a backend may take for its own records beside the data. */
  long OVERHEAD = 8 << 20;

  @Test
  default void theFiguresAddUp() {
    Capacity capacity = pool().capacity();
    assertThat(capacity.total()).isGreaterThanOrEqualTo(ByteSize.ofGiB(1));
    assertThat(capacity.reserved().isZero()).isFalse();
    assertThat(capacity.available())
        .isLessThanOrEqualTo(
            capacity
                .total()
                .minusOrZero(capacity.used())
                .minusOrZero(capacity.reserved())
                .minusOrZero(capacity.promised()));
    assertThat(capacity.minimumVolumeSize()).isEqualTo(ByteSize.ofMiB(1));
    assertThat(capacity.maximumVolumeSize()).isGreaterThan(ByteSize.ZERO);
  }

  @Test
  default void aThinVolumeTakesNothingUntilItIsWritten() {
    ByteSize before = pool().capacity().available();
    create(Request.raw("thin").size(ByteSize.ofMiB(512)));
    long taken = before.bytes() - pool().capacity().available().bytes();
    assertThat(taken).isBetween(-OVERHEAD, OVERHEAD);
  }

  @Test
  default void aThickVolumeTakesItsSizeAndGivesItBack() {
    ByteSize before = pool().capacity().availableThick();
    Volume volume = create(Request.raw("thick").thick().size(ByteSize.ofMiB(256)));
    assertTaken(before, 256 << 20);
    pool().volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(300)));
    assertTaken(before, 300 << 20);
    pool().volumes().delete(volume.id());
    assertTaken(before, 0);
  }

  @Test
  default void aVolumeMadeThickTakesItsSize() {
    ByteSize before = pool().capacity().availableThick();
    Volume volume = create(Request.raw("later").size(ByteSize.ofMiB(256)));
    pool().volumes().modify(volume.id(), Map.of("provisioning", "thick"));
    assertTaken(before, 256 << 20);
  }

  @Test
  default void aThickCopyTakesItsSize() {
    Volume source = create(Request.raw("source").size(ByteSize.ofMiB(128)));
    ByteSize before = pool().capacity().availableThick();
    create(Request.raw("copy").thick().from(source.id()));
    assertTaken(before, 128 << 20);
  }

  @Test
  default void aPromiseThatCannotBeKeptIsRefusedAndLeavesNothing() {
    Capacity capacity = pool().capacity();
    ByteSize tooMuch = capacity.availableThick().plus(ByteSize.ofMiB(1));
    refused(PoolError.OutOfSpace.class, () -> create(Request.raw("no").thick().size(tooMuch)));
    Volume thin = create(Request.raw("thin").size(tooMuch));
    refused(
        PoolError.OutOfSpace.class,
        () -> pool().volumes().modify(thin.id(), Map.of("provisioning", "thick")));
    refused(
        PoolError.OutOfSpace.class,
        () -> create(Request.raw("thick copy").thick().from(thin.id())));
    Volume thick = create(Request.raw("thick").thick().size(ByteSize.ofMiB(1)));
    refused(
        PoolError.OutOfSpace.class,
        () -> pool().volumes().expand(thick.id(), CapacityRange.atLeast(tooMuch)));
    assertThat(found(thin.id())).isEqualTo(thin);
    assertThat(found(thick.id())).isEqualTo(thick);
    assertTaken(capacity.availableThick(), 1 << 20);
  }

  /** Asserts how much less is available for thick volumes than before, but for records. */
  private void assertTaken(ByteSize before, long expected) {
    long taken = before.bytes() - pool().capacity().availableThick().bytes();
    assertThat(taken).isBetween(expected - OVERHEAD, expected + OVERHEAD);
  }
}
