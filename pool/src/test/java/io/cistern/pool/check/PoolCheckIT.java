package io.cistern.pool.check;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.loop.LoopOptions;
import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.Request;
import io.cistern.pool.check.Finding.Severity;
import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.loop.ReflinkFilesystem;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.ScratchName;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.Volume;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoolCheckIT implements DevicePoolUnderTest {
  private ReflinkFilesystem filesystem;
  private PoolLayout layout;
  private LoopPool pool;
  private Volume volume;
  private Snapshot snapshot;
  private GroupSnapshot group;

  @BeforeEach
  void fill() throws IOException {
    filesystem = ReflinkFilesystem.make(ByteSize.ofGiB(1));
    layout = new PoolLayout(filesystem.newDirectory());
    pool = LoopPool.init(layout.root(), new PoolName("test"), LoopPoolOptions.DEFAULT);
    volume = create(Request.raw("volume"));
    write(volume.id(), 0, bytes(1, 4096));
    pool.attachments().detach(volume.id());
    snapshot = pool.snapshots().create(new EntityName("cut"), volume.id());
    group = pool.groupSnapshots().create(new EntityName("group"), Set.of(volume.id()));
  }

  @AfterEach
  void remove() {
    if (filesystem != null) {
      pool.close();
      filesystem.close();
    }
  }

  @Override
  public Pool pool() {
    return pool;
  }

  private CheckReport check() {
    return PoolCheck.check(layout.root());
  }

  private void found(Path path, Severity severity, boolean repairable) {
    assertThat(check().findings())
        .as("findings at %s", path)
        .anySatisfy(
            finding -> {
              assertThat(finding.path()).isEqualTo(path);
              assertThat(finding.severity()).isEqualTo(severity);
              assertThat(finding.repairable()).isEqualTo(repairable);
              assertThat(finding.what()).isNotBlank();
              assertThat(finding.remedy()).isNotBlank();
            });
  }

  @Test
  void aPoolAtWorkIsCleanAndOneAtRestToo() {
    CheckReport owned = check();
    assertThat(owned.findings()).isEmpty();
    assertThat(owned.owned()).isTrue();
    pool.close();
    CheckReport report = check();
    assertThat(report.findings()).isEmpty();
    assertThat(report.owned()).isFalse();
    assertThat(report.volumes()).isEqualTo(1);
    assertThat(report.snapshots()).isEqualTo(2);
    assertThat(report.groups()).isEqualTo(1);
  }

  @Test
  void lostAndShortenedDataAreErrors() throws IOException {
    pool.close();
    Path data = layout.volumeData(volume.id().uuid());
    try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
      file.setLength(4096);
    }
    found(data, Severity.ERROR, false);
    Files.delete(data);
    found(data, Severity.ERROR, false);
    Files.delete(layout.snapshot(snapshot.id().uuid()).resolve(PoolLayout.DATA));
    found(layout.snapshot(snapshot.id().uuid()).resolve(PoolLayout.DATA), Severity.ERROR, false);
  }

  @Test
  void lostAndBrokenRecordsAreErrors() throws IOException {
    pool.close();
    Path json = layout.volumeJson(volume.id().uuid());
    Files.writeString(json, "{");
    found(json, Severity.ERROR, false);
    Files.delete(json);
    found(json, Severity.ERROR, false);
    Files.writeString(layout.groupJson(group.id().uuid()), "[]");
    found(layout.groupJson(group.id().uuid()), Severity.ERROR, false);
  }

  @Test
  void aGroupWithoutAMemberIsAnError() throws IOException {
    pool.close();
    Path member =
        layout
            .members(group.id().uuid())
            .resolve(group.snapshots().getFirst().id().uuid().toString());
    Files.move(member, layout.root().resolve("elsewhere"));
    found(layout.groupJson(group.id().uuid()), Severity.ERROR, false);
    found(layout.root().resolve("elsewhere"), Severity.WARNING, false);
  }

  @Test
  void whatIsUnknownIsReportedAndNeverTouched() throws IOException {
    pool.close();
    Set<Path> strangers =
        Set.of(
            layout.root().resolve("notes.txt"),
            layout.volumes().resolve("lost"),
            layout.volume(volume.id().uuid()).resolve("copy.img"),
            layout.staging().resolve("volume-1"),
            layout.trash().resolve("important"));
    for (Path stranger : strangers) {
      Files.writeString(stranger, "keep me");
    }
    for (Path stranger : strangers) {
      found(stranger, Severity.WARNING, false);
    }
    PoolCheck.repair(layout.root());
    for (Path stranger : strangers) {
      assertThat(stranger).hasContent("keep me");
    }
  }

  @Test
  void whatACrashLeftIsRepaired() throws IOException {
    pool.close();
    Path staged = scratch(layout.staging());
    Path trashed = scratch(layout.trash());
    for (Path left : Set.of(staged, trashed)) {
      Files.createDirectory(left);
      Files.write(left.resolve(PoolLayout.DATA), bytes(1, 1 << 20));
      found(left, Severity.WARNING, true);
    }
    Path data = layout.volumeData(volume.id().uuid());
    try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
      file.setLength(volume.size().bytes() * 2);
    }
    found(data, Severity.WARNING, true);
    CheckReport report = PoolCheck.repair(layout.root());
    assertThat(report.findings()).isEmpty();
    assertThat(report.repaired()).hasSize(3);
    assertThat(data).hasSize(volume.size().bytes());
    assertThat(staged).doesNotExist();
    assertThat(trashed).doesNotExist();
  }

  private static Path scratch(Path directory) {
    return directory.resolve("volume-0a0b0c0d-0000-8000-8000-00000000000f-0123abcd");
  }

  @Test
  void whatTheOwnerIsMakingIsItsOwnBusiness() throws IOException {
    Files.createDirectory(scratch(layout.staging()));
    assertThat(check().findings()).isEmpty();
    refused(PoolError.Busy.class, () -> PoolCheck.repair(layout.root()));
    assertThat(scratch(layout.staging())).exists();
  }

  @Test
  void halfAnExpansionOfAnAttachedVolumeIsLeftToItsUser() throws IOException {
    pool.attachments().attach(volume.id());
    pool.close();
    Path data = layout.volumeData(volume.id().uuid());
    try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
      file.setLength(volume.size().bytes() * 2);
    }
    found(data, Severity.WARNING, false);
    pool = LoopPool.open(layout.root(), LoopPoolOptions.DEFAULT);
    assertThat(data).hasSize(volume.size().bytes() * 2);
    pool.volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(96)));
    pool.attachments().detach(volume.id());
    assertThat(read(volume.id(), 0, 4096)).isEqualTo(bytes(1, 4096));
    pool.attachments().detach(volume.id());
  }

  @Test
  void aDeviceOfARemovedFileIsFoundAndDetachedUnlessItIsOpen() throws Exception {
    pool.close();
    Path data = scratch(layout.trash()).resolve(PoolLayout.DATA);
    Files.createDirectory(scratch(layout.trash()));
    Files.write(data, bytes(1, 1 << 20));
    LoopDevice device = LoopDevices.attach(data, new LoopOptions(false, true, 512));
    Files.delete(data);
    Files.delete(scratch(layout.trash()));
    found(device.path(), Severity.WARNING, true);
    try (RandomAccessFile open = new RandomAccessFile(device.path().toFile(), "r")) {
      assertThat(PoolCheck.repair(layout.root()).isClean()).isFalse();
      assertThat(open.length()).isNotNegative();
    }
    assertThat(PoolCheck.repair(layout.root()).isClean()).isTrue();
    assertThat(device.status()).isEmpty();
  }

  @Test
  void scratchNamesAreReadAsTheyAreWritten() {
    ScratchName name = ScratchName.of(ScratchName.Kind.GROUP, group.id().uuid());
    assertThat(ScratchName.parse(name.toString())).contains(name);
  }

  @Test
  void noPoolIsNotFound() {
    refused(PoolError.NotFound.class, () -> PoolCheck.check(filesystem.parent()));
  }
}
