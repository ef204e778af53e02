package io.cistern.pool.loop;

import io.cistern.pool.model.ByteSize;
import java.io.IOException;

/** The loop pool on XFS under the contract. */
class LoopPoolIT extends LoopPoolContract {
  @Override
  ReflinkFilesystem newFilesystem() throws IOException {
    return ReflinkFilesystem.make(ByteSize.ofGiB(3));
  }
}
