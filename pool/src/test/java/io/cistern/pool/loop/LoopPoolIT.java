package io.cistern.pool.loop;

import io.cistern.pool.BlocksContract;
import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.PoolContract;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The loop pool on XFS under the contract. */
class LoopPoolIT extends PoolContract implements DevicePoolUnderTest, BlocksContract {
  private static ReflinkFilesystem filesystem;

  private LoopPool pool;
  private Path directory;

  @BeforeAll
  static void makeFilesystem() throws IOException {
    filesystem = ReflinkFilesystem.make(ByteSize.ofGiB(3));
  }

  @AfterAll
  static void removeFilesystem() {
    if (filesystem != null) {
      filesystem.close();
    }
  }

  @BeforeEach
  void init() throws IOException {
    directory = filesystem.newDirectory();
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
}
