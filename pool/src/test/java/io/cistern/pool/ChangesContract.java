package io.cistern.pool;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.IoLimit;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expanding, modifying and describing a volume that exists. */
public interface ChangesContract extends PoolUnderTest {

  @Test
  default void anExpandedVolumeKeepsItsBytesAndReadsZerosAfterThem() {
    Volume volume = create(Request.raw("grow").size(ByteSize.ofMiB(2)));
    write(volume.id(), (2 << 20) - 4096, bytes(1, 4096));
    pool().attachments().detach(volume.id());
    Volume grown = pool().volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(4)));
    assertThat(grown.size()).isEqualTo(ByteSize.ofMiB(4));
    assertThat(grown.spec()).isEqualTo(volume.spec());
    assertThat(found(volume.id())).isEqualTo(grown);
    assertThat(read(volume.id(), (2 << 20) - 4096, 4096)).isEqualTo(bytes(1, 4096));
    assertThat(read(volume.id(), 2 << 20, 2 << 20)).isEqualTo(new byte[2 << 20]);
  }

  @Test
  default void aThickVolumeExpandsToo() {
    Volume volume = create(Request.raw("grow thick").thick().size(ByteSize.ofMiB(2)));
    write(volume.id(), 4096, bytes(2, 4096));
    pool().attachments().detach(volume.id());
    pool().volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(4)));
    assertThat(read(volume.id(), 4096, 4096)).isEqualTo(bytes(2, 4096));
    assertThat(read(volume.id(), 2 << 20, 2 << 20)).isEqualTo(new byte[2 << 20]);
  }

  @Test
  default void aVolumeThatIsLargeEnoughStaysAsItIs() {
    Volume volume = create(Request.raw("enough").size(ByteSize.ofMiB(8)));
    Volumes volumes = pool().volumes();
    assertThat(volumes.expand(volume.id(), CapacityRange.ANY)).isEqualTo(volume);
    assertThat(volumes.expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(3))))
        .isEqualTo(volume);
    assertThat(volumes.expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(8))))
        .isEqualTo(volume);
  }

  @Test
  default void aReplayedExpansionGivesTheSameAnswer() {
    Volume volume = create(Request.raw("twice").size(ByteSize.ofMiB(2)));
    CapacityRange range = CapacityRange.atLeast(ByteSize.ofMiB(4));
    Volume grown = pool().volumes().expand(volume.id(), range);
    assertThat(pool().volumes().expand(volume.id(), range)).isEqualTo(grown);
  }

  @Test
  default void anExpansionThatNoSizeFitsIsRefusedAndChangesNothing() {
    Volume volume = create(Request.raw("refused").size(ByteSize.ofMiB(8)));
    Volumes volumes = pool().volumes();
    refused(
        PoolError.SizeOutOfRange.class,
        () -> volumes.expand(volume.id(), new CapacityRange(ByteSize.ofMiB(2), ByteSize.ofMiB(4))));
    refused(
        PoolError.SizeOutOfRange.class,
        () -> volumes.expand(volume.id(), CapacityRange.atLeast(new ByteSize(Long.MAX_VALUE))));
    refused(
        PoolError.SizeOutOfRange.class,
        () ->
            volumes.expand(
                volume.id(),
                new CapacityRange(new ByteSize((9 << 20) + 1), new ByteSize((9 << 20) + 2))));
    assertThat(found(volume.id())).isEqualTo(volume);
  }

  @Test
  default void anExpandedVolumeAnswersTheRequestThatMadeIt() {
    Volume volume = create(Request.raw("replay").size(ByteSize.ofMiB(2)));
    Volume grown = pool().volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(4)));
    assertThat(create(Request.raw("replay").size(ByteSize.ofMiB(2)))).isEqualTo(grown);
  }

  @Test
  default void provisioningChangesBothWaysAndKeepsTheBytes() {
    Volume volume = create(Request.raw("modify").size(ByteSize.ofMiB(2)));
    write(volume.id(), 8192, bytes(3, 4096));
    pool().attachments().detach(volume.id());
    Volume thick = pool().volumes().modify(volume.id(), Map.of("provisioning", "thick"));
    assertThat(thick.provisioning()).isEqualTo(Provisioning.THICK);
    assertThat(thick.spec()).isEqualTo(volume.spec());
    assertThat(found(volume.id())).isEqualTo(thick);
    assertThat(pool().volumes().modify(volume.id(), Map.of("provisioning", "thick")))
        .isEqualTo(thick);
    assertThat(pool().volumes().modify(volume.id(), Map.of("provisioning", "thin")))
        .isEqualTo(volume);
    assertThat(read(volume.id(), 8192, 4096)).isEqualTo(bytes(3, 4096));
  }

  @Test
  default void limitsOfInputAndOutputAreKeptAndChangeOneByOne() {
    Volume volume = create(Request.raw("limits").limits(Map.of("iops", "500")));
    assertThat(volume.limits().perSecond())
        .isEqualTo(Map.of(IoLimit.READ_IOPS, 500L, IoLimit.WRITE_IOPS, 500L));
    Map<String, String> change = Map.of("writeIops", "max", "bandwidth", "50Mi");
    Volume changed = pool().volumes().modify(volume.id(), change);
    assertThat(changed.limits().perSecond())
        .isEqualTo(
            Map.of(
                IoLimit.READ_IOPS,
                500L,
                IoLimit.READ_BANDWIDTH,
                50L << 20,
                IoLimit.WRITE_BANDWIDTH,
                50L << 20));
    assertThat(found(volume.id())).isEqualTo(changed);
    assertThat(pool().volumes().modify(volume.id(), change)).isEqualTo(changed);
    assertThat(changed.spec()).isEqualTo(volume.spec());
    assertThat(create(Request.raw("limits").limits(Map.of("iops", "500")))).isEqualTo(changed);
    refused(PoolError.AlreadyExists.class, () -> create(Request.raw("limits")));
  }

  @Test
  default void aLimitThatIsNoneIsRefusedAndNothingIsApplied() {
    Volume volume = create(Request.raw("no limits"));
    Volumes volumes = pool().volumes();
    for (String wrong : List.of("0", "-1", "", "many", "4294967296")) {
      refused(
          PoolError.Invalid.class,
          () -> volumes.modify(volume.id(), Map.of("provisioning", "thick", "iops", wrong)));
    }
    refused(
        PoolError.Invalid.class, () -> volumes.modify(volume.id(), Map.of("bandwidth", "5 Mi")));
    assertThat(found(volume.id())).isEqualTo(volume);
  }

  @Test
  default void absentParametersChangeNothing() {
    Volume volume = create(Request.raw("same"));
    assertThat(pool().volumes().modify(volume.id(), Map.of())).isEqualTo(volume);
  }

  @Test
  default void anUnknownParameterOrValueIsRefusedNamingTheKnownOnes() {
    Volume volume = create(Request.raw("unknown"));
    Volumes volumes = pool().volumes();
    assertThatThrownBy(
            () -> volumes.modify(volume.id(), Map.of("provisioning", "thick", "colour", "red")))
        .isExactlyInstanceOf(PoolError.Invalid.class)
        .hasMessageContainingAll("colour", "provisioning");
    assertThatThrownBy(() -> volumes.modify(volume.id(), Map.of("provisioning", "fat")))
        .isExactlyInstanceOf(PoolError.Invalid.class)
        .hasMessageContainingAll("fat", "thin", "thick");
    assertThat(found(volume.id())).isEqualTo(volume);
  }

  @Test
  default void formattingIsKeptAndNeverGoesBackToBlank() {
    Volume volume = create(Request.file("formatted"));
    Volumes volumes = pool().volumes();
    Formatting ext4 = new Formatting.Formatted(FsType.EXT4);
    assertThat(volumes.recordFormatting(volume.id(), new Formatting.Blank())).isEqualTo(volume);
    Volume formatted = volumes.recordFormatting(volume.id(), ext4);
    assertThat(formatted.formatting()).isEqualTo(ext4);
    assertThat(found(volume.id())).isEqualTo(formatted);
    assertThat(volumes.recordFormatting(volume.id(), ext4)).isEqualTo(formatted);
    refused(
        PoolError.Precondition.class,
        () -> volumes.recordFormatting(volume.id(), new Formatting.Blank()));
    assertThat(found(volume.id())).isEqualTo(formatted);
  }

  @Test
  default void aForeignVolumeNeverGoesBackToBlankEither() {
    Volume volume = create(Request.raw("foreign"));
    pool().volumes().recordFormatting(volume.id(), new Formatting.Foreign());
    refused(
        PoolError.Precondition.class,
        () -> pool().volumes().recordFormatting(volume.id(), new Formatting.Blank()));
    assertThat(found(volume.id()).formatting()).isEqualTo(new Formatting.Foreign());
  }

  @Test
  default void aHealthyVolumeIsNormalAttachedOrNot() {
    Volume volume = create(Request.raw("healthy"));
    assertThat(pool().volumes().condition(volume.id()).abnormal()).isFalse();
    pool().attachments().attach(volume.id());
    assertThat(pool().volumes().condition(volume.id()).abnormal()).isFalse();
    pool().volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(65)));
    assertThat(pool().volumes().condition(volume.id()).abnormal()).isFalse();
  }

  @Test
  default void whatIsNotThereCannotBeChanged() {
    VolumeId none = VolumeId.named(pool().info().id(), new EntityName("none"));
    Volumes volumes = pool().volumes();
    refused(
        PoolError.NotFound.class,
        () -> volumes.expand(none, CapacityRange.atLeast(ByteSize.ofMiB(1))));
    refused(PoolError.NotFound.class, () -> volumes.modify(none, Map.of()));
    refused(
        PoolError.NotFound.class, () -> volumes.recordFormatting(none, new Formatting.Foreign()));
    refused(PoolError.NotFound.class, () -> volumes.condition(none));
    refused(PoolError.NotFound.class, () -> pool().attachments().attach(none));
  }
}
