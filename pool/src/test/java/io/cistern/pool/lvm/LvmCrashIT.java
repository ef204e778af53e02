package io.cistern.pool.lvm;

import static io.cistern.pool.PoolUnderTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The owner of a pool dies before or after any command of an operation: the old state is left or
 * the new one, and nothing else. As far as LVM can tell it is dead: no later command of it reaches
 * LVM.
 */
class LvmCrashIT {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final int WRITTEN = 1 << 20;

  private static TestVolumeGroup group;
  private static MortalLvm lvm;

  /** A pool, and beside it what somebody else has. */
  @BeforeAll
  static void make() throws IOException {
    group = TestVolumeGroup.make(ByteSize.ofMiB(1024));
    lvm = MortalLvm.in(group.directory());
    group.init(group.options().withThinPoolSize(ByteSize.ofMiB(512))).close();
    TestVolumeGroup.lvm("lvcreate", "-y", "-Wn", "-L", "8m", "-n", "others", group.name());
    Files.write(others(), bytes(3, WRITTEN), StandardOpenOption.WRITE);
  }

  private static Path others() {
    return Path.of("/dev/mapper", group.name().replace("-", "--") + "-others");
  }

  @AfterAll
  static void remove() {
    if (group != null) {
      group.close();
    }
  }

  @ParameterizedTest
  @EnumSource(CrashOperation.class)
  void dyingAroundAnyCommandLeavesTheOldOrTheNewState(CrashOperation operation) throws IOException {
    int commands = run(operation, NEVER, false);
    assertThat(commands).isPositive();
    assertThat(recovered(operation)).isTrue();
    boolean sawOld = false;
    boolean sawNew = false;
    for (int command = 1; command <= commands; command++) {
      for (boolean after : new boolean[] {false, true}) {
        run(operation, command, after);
        boolean done = recovered(operation);
        sawOld |= !done;
        sawNew |= done;
      }
    }
    assertThat(sawOld).isTrue();
    assertThat(sawNew).isTrue();
  }

  /** Returns how many commands it told LVM. */
  private static int run(CrashOperation operation, int command, boolean after) throws IOException {
    lvm.dieAt(NEVER, false);
    LvmPoolOptions mortal = LvmPoolOptions.DEFAULT.withProgram(lvm.program(), group.directory());
    try (LvmPool pool = LvmPool.open(group.place(), mortal)) {
      operation.prepare(pool);
      lvm.dieAt(command, after);
      operation.run(pool);
    } catch (PoolError died) {
      // Not always: what only tidies up may fail without anyone being told.
      assertThat(command).as(died.toString()).isNotEqualTo(NEVER);
    }
    return lvm.commands();
  }

  /** Opens the pool as the next process would, calls again, and removes everything. */
  private static boolean recovered(CrashOperation operation) throws IOException {
    boolean done;
    try (LvmPool pool = group.open()) {
      done = operation.isDone(pool);
      operation.run(pool);
      assertThat(operation.isDone(pool)).isTrue();
      DevicePoolUnderTest.empty(pool);
    }
    String left = TestVolumeGroup.lvm("lvs", "--noheadings", "-o", "lv_name", group.name());
    assertThat(left.strip().split("\\s+")).containsExactlyInAnyOrder(LvmPlace.THIN_POOL, "others");
    ByteBuffer theirs = ByteBuffer.allocate(WRITTEN);
    try (var device = Files.newByteChannel(others())) {
      while (theirs.hasRemaining() && device.read(theirs) > 0) {
        // until all is read
      }
    }
    assertThat(theirs.array()).isEqualTo(bytes(3, WRITTEN));
    return done;
  }
}
