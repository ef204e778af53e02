package io.cistern.pool.lvm;

import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.model.ByteSize;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A pool in a volume group of its own, which is taken away after the test; or, in a static field,
 * one for all tests of a class, and empty for each of them.
 */
final class TestLvmPool
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private final ByteSize disk;
  private final ByteSize thinPool;
  private boolean forAll;
  private Optional<TestVolumeGroup> group = Optional.empty();
  private Optional<LvmPool> pool = Optional.empty();

  /**
   * @param disk of the volume group
   * @param thinPool its data; the rest is beside it
   */
  TestLvmPool(ByteSize disk, ByteSize thinPool) {
    this.disk = disk;
    this.thinPool = thinPool;
  }

  TestVolumeGroup group() {
    return group.orElseThrow();
  }

  LvmPool pool() {
    return pool.orElseThrow();
  }

  /** Closes it, until it is opened again, which is done for whoever does not. */
  void close() {
    pool().close();
    pool = Optional.empty();
  }

  /** Opens it, when it is closed. */
  LvmPool open(Supplier<LvmPool> opening) {
    pool = Optional.of(opening.get());
    return pool();
  }

  /** Closes it, and opens it as the next process would. */
  LvmPool reopen() {
    close();
    return open(group()::open);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    forAll = true;
    make();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    if (!forAll) {
      make();
    }
  }

  private void make() throws IOException {
    group = Optional.of(TestVolumeGroup.make(disk));
    open(() -> group().init(group().options().withThinPoolSize(thinPool)));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (group.isPresent()) {
      DevicePoolUnderTest.empty(pool.orElseGet(() -> open(group()::open)));
      if (!forAll) {
        remove();
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (group.isPresent()) {
      remove();
    }
  }

  private void remove() {
    pool.ifPresent(LvmPool::close);
    group().close();
    group = Optional.empty();
  }
}
