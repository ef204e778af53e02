package io.cistern.s3.store.extent;

import io.cistern.s3.store.StoreError;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns failures of the file system into {@link StoreError}. */
public final class DiskErrors {
  // java.nio gives ENOSPC and EDQUOT no type of their own, only strerror's words
  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded");

  private DiskErrors() {}

  /** The error for a failure to do {@code what}. */
  public static StoreError of(String what, IOException failure) {
    return isFull(failure.getMessage())
        ? new StoreError.OutOfSpace("the disk is full: " + what, failure)
        : new StoreError.Io("the disk failed: " + what, failure);
  }

  /** Whether a failure's message says that the disk is full. */
  public static boolean isFull(@Nullable String message) {
    return message != null && FULL.stream().anyMatch(message::contains);
  }
}
