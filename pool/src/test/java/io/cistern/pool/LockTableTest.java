package io.cistern.pool;

import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cistern.pool.model.PoolError;
import org.junit.jupiter.api.Test;

class LockTableTest {
  private final LockTable locks = new LockTable();

  @Test
  void aWriterKeepsEveryoneElseOut() {
    try (LockTable.Hold _ = locks.hold().write("a")) {
      refused(PoolError.Busy.class, () -> locks.hold().write("a"));
      refused(PoolError.Busy.class, () -> locks.hold().read("a"));
    }
    assertThatCode(() -> locks.hold().write("a")).doesNotThrowAnyException();
  }

  @Test
  void readersShareAndKeepWritersOutUntilTheLastIsGone() {
    try (LockTable.Hold _ = locks.hold().read("a")) {
      try (LockTable.Hold _ = locks.hold().read("a")) {
        refused(PoolError.Busy.class, () -> locks.hold().write("a"));
      }
      refused(PoolError.Busy.class, () -> locks.hold().write("a"));
    }
    assertThatCode(() -> locks.hold().write("a")).doesNotThrowAnyException();
  }

  @Test
  void aHoldThatIsRefusedGivesBackWhatItHad() {
    try (LockTable.Hold _ = locks.hold().write("b")) {
      refused(PoolError.Busy.class, () -> locks.hold().write("a").write("b"));
      refused(PoolError.Busy.class, () -> locks.hold().read("a").read("b"));
    }
    assertThatCode(() -> locks.hold().write("a").write("b")).doesNotThrowAnyException();
  }

  @Test
  void takingAgainWhatOneHasIsNoConflict() {
    assertThatCode(() -> locks.hold().write("a").write("a")).doesNotThrowAnyException();
  }
}
