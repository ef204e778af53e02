package io.cistern.s3.body;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The bytes of a body with their framing taken off, its signatures verified as they pass. */
interface Stream {
  /** Bytes there will be, where the head says it. */
  OptionalLong length();

  /**
   * The next bytes, 1 or more; null at the end. The buffer is the caller's, for good: nobody
   * changes its bytes.
   */
  @Nullable ByteBuffer next();

  /** The checksum in the trailer. Only after the end. */
  Optional<String> trailer();
}
