package io.cistern.pool.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.BlocksContract;
import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.PoolContract;
import io.cistern.pool.Request;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.VolumeId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The loop pool under the contract, on a filesystem that a subclass makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LoopPoolContract extends PoolContract implements BlocksContract {
  private Optional<ReflinkFilesystem> filesystem = Optional.empty();

  private LoopPool pool;
  private Path directory;

  /** The filesystem that all tests share. */
  abstract ReflinkFilesystem newFilesystem() throws IOException;

  @BeforeAll
  void makeFilesystem() throws IOException {
    filesystem = Optional.of(newFilesystem());
  }

  @AfterAll
  void removeFilesystem() {
    filesystem.ifPresent(ReflinkFilesystem::close);
  }

  @BeforeEach
  void init() throws IOException {
    directory = filesystem.orElseThrow().newDirectory();
    pool = LoopPool.init(directory, new PoolName("test"), LoopPoolOptions.DEFAULT);
  }

  @AfterEach
  void remove() {
    DevicePoolUnderTest.empty(pool);
    pool.close();
    Staging.deleteTree(directory);
  }

  @Override
  public Pool pool() {
    return pool;
  }

  @Test
  void aDeviceThatHasAnotherFileNowIsNotTakenForTheVolumesBecauseItWasOnce() throws IOException {
    VolumeId id = create(Request.raw("volume")).id();
    Path device = pool.attachments().attach(id);
    assertThat(pool.attachments().find(id)).contains(device);
    MountedVolume.run("losetup", "-d", device.toString());
    Path other = directory.resolve("other");
    DataFile.createBlank(other, ByteSize.ofMiB(1), Provisioning.THIN);
    MountedVolume.run("losetup", device.toString(), other.toString());
    try {
      assertThat(pool.attachments().find(id)).isEmpty();
      assertThat(pool.attachments().attach(id)).isNotEqualTo(device);
    } finally {
      MountedVolume.run("losetup", "-d", device.toString());
    }
  }
}
