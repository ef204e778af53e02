package io.cistern.pool.lvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import java.io.IOException;
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

  private static TestVolumeGroup group;
  private static MortalLvm lvm;

  @BeforeAll
  static void make() throws IOException {
    group = TestVolumeGroup.make(ByteSize.ofMiB(1536));
    lvm = MortalLvm.in(group.directory());
    group.init(group.options().withThinPoolSize(ByteSize.ofMiB(768))).close();
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
    try (LvmPool pool = group.open()) {
      operation.prepare(pool);
    }
    try (LvmPool pool =
        LvmPool.open(
            group.place(), LvmPoolOptions.DEFAULT.withProgram(lvm.program(), group.directory()))) {
      lvm.dieAt(command, after);
      operation.run(pool);
    } catch (PoolError died) {
      // Not always: what only tidies up may fail without anyone being told.
      assertThat(command).isNotEqualTo(NEVER);
    }
    int commands = lvm.commands();
    if (command == NEVER) {
      try (LvmPool pool = group.open()) {
        assertThat(operation.isDone(pool)).isTrue();
      }
      emptied();
    }
    return commands;
  }

  /** Opens the pool as the next process would, and calls again. */
  private static boolean recovered(CrashOperation operation) {
    boolean done;
    try (LvmPool pool = group.open()) {
      done = operation.isDone(pool);
      operation.run(pool);
      assertThat(operation.isDone(pool)).isTrue();
    }
    emptied();
    return done;
  }

  private static void emptied() {
    try (LvmPool pool = group.open()) {
      DevicePoolUnderTest.empty(pool);
    }
    String left = TestVolumeGroup.lvm("lvs", "--noheadings", "-o", "lv_name", group.name());
    assertThat(left.strip()).isEqualTo(LvmPlace.THIN_POOL);
  }
}
