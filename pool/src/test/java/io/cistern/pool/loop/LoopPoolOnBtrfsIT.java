package io.cistern.pool.loop;

import io.cistern.pool.model.ByteSize;
import java.io.IOException;

/** The loop pool on btrfs under the contract. */
class LoopPoolOnBtrfsIT extends LoopPoolContract {
  @Override
  ReflinkFilesystem newFilesystem() throws IOException {
    return ReflinkFilesystem.makeBtrfs(ByteSize.ofGiB(3));
  }
}
