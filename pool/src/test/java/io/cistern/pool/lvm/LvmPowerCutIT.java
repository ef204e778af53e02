package io.cistern.pool.lvm;

import static io.cistern.pool.PoolUnderTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.loop.LoopOptions;
import io.cistern.linux.recorded.RecordedDisk;
import io.cistern.linux.recorded.WriteLog;
import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Privilege;
import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.model.ByteSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cuts the power below a pool: it works on a disk that records its writes, and the disk is made
 * again as it was after any one of them. Whatever was done is done, what was being done is done or
 * not, nothing half-made is left, and nothing of others is touched. {@code -Dcistern.powercuts=200}
 * for a long run.
 */
class LvmPowerCutIT {
  private static final int CUTS = Integer.getInteger("cistern.powercuts", 8);
  private static final ByteSize DISK = ByteSize.ofMiB(640);
  private static final String GROUP = "cistern-test-cut";
  private static final LvmPlace PLACE = new LvmPlace(GROUP, LvmPlace.THIN_POOL);
  private static final int THEIRS = 1 << 20;

  @TempDir Path directory;

  @Test
  void afterEveryPowerCutThePoolIsInTheOldOrTheNewState() throws IOException {
    Privilege.requireDeviceMapper();
    assumeTrue(RecordedDisk.isPossible(), "needs dm-log-writes: make test-lvm");
    PowerCutWork work = new PowerCutWork();
    Path log = record(work);
    Path disk = RecordedDisk.sparse(directory.resolve("replayed"), DISK.bytes());
    try (WriteLog writes = new WriteLog(log)) {
      int begin = 0;
      while (!writes.mark(begin).equals("0")) {
        begin++;
      }
      List<Integer> cuts =
          new Random(1).ints(CUTS, begin + 1, writes.size() + 1).sorted().boxed().toList();
      int done = 0;
      int step = 0;
      for (int cut : cuts) {
        writes.replay(disk, done, cut);
        for (int i = Math.max(done, begin); i < cut; i++) {
          step = writes.mark(i).isEmpty() ? step : Integer.parseInt(writes.mark(i));
        }
        done = cut;
        verify(work, step, disk, cut);
        System.out.printf("power cut after write %d, in step %d%n", cut, step);
      }
      System.out.printf(
          "%d power cuts of LVM, in %d writes and %d steps%n",
          cuts.size(), writes.size() - begin, work.size());
    }
  }

  /** Does all the work on a recorded disk, with a mark before each step. */
  private Path record(PowerCutWork work) throws IOException {
    try (RecordedDisk disk = new RecordedDisk(directory, DISK.bytes())) {
      LvmPoolOptions options = options(disk.path()).withThinPoolSize(ByteSize.ofMiB(256));
      try (LvmPool pool =
          LvmPool.init(PLACE, List.of(disk.path()), TestVolumeGroup.POOL, options)) {
        lvm(options, "lvcreate", "-y", "-Wn", "-L", "8m", "-n", "others", GROUP);
        Files.write(others(), bytes(3, THEIRS), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        for (int step = 0; step < work.size(); step++) {
          disk.mark(step);
          work.run(step, pool);
        }
        disk.mark(work.size());
        pool.attachments().list().keySet().forEach(pool.attachments()::detach);
      }
      lvm(options, "vgchange", "-an", GROUP);
      return disk.log();
    }
  }

  /**
   * Looks at the disk as it was in the middle of a step, goes on from there, and removes
   * everything.
   */
  private void verify(PowerCutWork work, int step, Path disk, int cut) throws IOException {
    Path copy = directory.resolve("cut");
    RecordedDisk.run("cp", "--sparse=always", disk.toString(), copy.toString());
    LoopDevice device = LoopDevices.attach(copy, new LoopOptions(false, false, 512));
    LvmPoolOptions options = options(device.path());
    try {
      try (LvmPool pool = LvmPool.open(PLACE, options)) {
        work.requireStateAround(step, pool, "after write " + cut);
        if (step < work.size()) {
          work.run(step, pool);
        }
        work.requireStateBefore(Math.min(step + 1, work.size()), pool, "done again, " + cut);
        assertThat(LvmPoolCheck.check(PLACE, options).findings()).as("write %d", cut).isEmpty();
        DevicePoolUnderTest.empty(pool);
      }
      lvm(options, "lvchange", "-ay", GROUP + "/others");
      assertThat(theirs()).as("what others have after write %d", cut).isEqualTo(bytes(3, THEIRS));
      assertThat(names(options))
          .as("what is left after write %d", cut)
          .containsExactlyInAnyOrder(LvmPlace.THIN_POOL, "others");
    } finally {
      lvm(options, "vgchange", "-an", GROUP);
      device.detach();
    }
  }

  private static byte[] theirs() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(THEIRS);
    try (var device = Files.newByteChannel(others())) {
      while (bytes.hasRemaining() && device.read(bytes) > 0) {
        // until all is read
      }
    }
    return bytes.array();
  }

  private static Path others() {
    return Path.of("/dev/mapper", GROUP.replace("-", "--") + "-others");
  }

  private static List<String> names(LvmPoolOptions options) {
    String names = lvm(options, "lvs", "--noheadings", "-o", "lv_name", GROUP);
    return new ArrayList<>(List.of(names.strip().split("\\s+")));
  }

  private static String lvm(LvmPoolOptions options, String command, String... arguments) {
    return new Lvm(options.program()).run(command, arguments);
  }

  /** LVM that sees this disk alone: a recorded one is there twice, itself and what is below it. */
  private LvmPoolOptions options(Path disk) throws IOException {
    Path system = Files.createDirectories(directory.resolve("lvm-" + disk.getFileName()));
    Files.writeString(
        system.resolve("lvm.conf"),
        "devices { use_devicesfile=0 global_filter=[\"a|^%s$|\",\"r|.*|\"] }%n".formatted(disk));
    Path program = system.resolve("lvm");
    Files.writeString(
        program, "#!/bin/sh%nLVM_SYSTEM_DIR=%s exec %s \"$@\"%n".formatted(system, Lvm.PROGRAM));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return LvmPoolOptions.DEFAULT.withProgram(program, directory);
  }
}
