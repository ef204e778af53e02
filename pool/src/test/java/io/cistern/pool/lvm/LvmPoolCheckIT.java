package io.cistern.pool.lvm;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.Request;
import io.cistern.pool.check.CheckReport;
import io.cistern.pool.check.Finding;
import io.cistern.pool.check.Finding.Severity;
import io.cistern.pool.lvm.inventory.LvNames;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Volume;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the check says of an LVM pool, and what repair does. */
class LvmPoolCheckIT implements DevicePoolUnderTest {
  @RegisterExtension
  final TestLvmPool lvm = new TestLvmPool(ByteSize.ofMiB(768), ByteSize.ofMiB(256));

  private Volume thin;
  private Volume thick;

  @BeforeEach
  void fill() {
    thin = create(Request.raw("thin").size(ByteSize.ofMiB(8)));
    thick = create(Request.raw("thick").thick().size(ByteSize.ofMiB(8)));
    pool().groupSnapshots().create(new EntityName("group"), Set.of(thin.id(), thick.id()));
  }

  @Override
  public Pool pool() {
    return lvm.pool();
  }

  private CheckReport check() {
    return LvmPoolCheck.check(lvm.group().place(), lvm.group().options());
  }

  private String path(Volume volume) {
    return lvm.group().name() + "/" + LvNames.volume(volume.id().uuid(), 0);
  }

  private void repaired(String what) {
    assertThat(check().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what()).contains(what);
              assertThat(finding.repairable()).isTrue();
            });
    CheckReport after = LvmPoolCheck.repair(lvm.group().place(), lvm.group().options());
    assertThat(after.repaired()).extracting(Finding::what).anyMatch(text -> text.contains(what));
    assertThat(after.findings()).isEmpty();
  }

  @Test
  void aPoolInUseIsCleanAndIsNotRepaired() {
    write(thin.id(), 0, bytes(1, 4096));
    pool().attachments().attach(thick.id());
    CheckReport report = check();
    assertThat(report.findings()).isEmpty();
    assertThat(report.owned()).isTrue();
    assertThat(List.of(report.volumes(), report.snapshots(), report.groups()))
        .isEqualTo(List.of(2, 2, 1));
    refused(
        PoolError.Busy.class,
        () -> LvmPoolCheck.repair(lvm.group().place(), lvm.group().options()));
    lvm.close();
    assertThat(check().findings()).isEmpty();
    assertThat(check().owned()).isFalse();
  }

  @Test
  void whatACrashLeftIsFoundAndRepaired() {
    lvm.close();
    TestVolumeGroup.lvm(
        "lvchange",
        "--deltag",
        "cistern.state=ready",
        "--addtag",
        "cistern.state=creating",
        path(thin));
    repaired("left by a crash");
    TestVolumeGroup.lvm("lvextend", "-y", "-L", "+16m", path(thick));
    repaired("longer than recorded");
    TestVolumeGroup.lvm("lvchange", "-ay", "-K", path(thick));
    repaired("nobody uses it");
  }

  @Test
  void whatCannotBeReadOrIsForeignIsReportedAndLeft() {
    lvm.close();
    TestVolumeGroup.lvm("lvchange", "--addtag", "cistern.state=creating", path(thin));
    String stranger = LvNames.volume(UUID.randomUUID(), 0);
    TestVolumeGroup.lvm(
        "lvcreate", "-y", "-an", "-Wn", "-Zn", "-L", "4m", "-n", stranger, lvm.group().name());
    assertThat(LvmPoolCheck.repair(lvm.group().place(), lvm.group().options()).findings())
        .extracting(Finding::path, Finding::severity)
        .containsExactlyInAnyOrder(
            tuple(Path.of("/dev", path(thin)), Severity.ERROR),
            tuple(Path.of("/dev", lvm.group().name(), stranger), Severity.WARNING));
    TestVolumeGroup.lvm("lvchange", "--deltag", "cistern.state=creating", path(thin));
  }
}
