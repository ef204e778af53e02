package io.cistern.pool.errors;

import io.cistern.linux.Errno;
import io.cistern.linux.LinuxException;
import io.cistern.pool.model.PoolError;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Supplier;

/** The one place where errors of the kernel become errors of the pool. */
public final class PoolErrors {
  private PoolErrors() {}

  /**
   * Does something and translates what the kernel says against it.
   *
   * @param what for the message, such as {@code create volume 3f..}
   */
  public static <T> T translating(String what, Supplier<T> action) {
    try {
      return action.get();
    } catch (LinuxException e) {
      throw of(what, e.errno(), e);
    } catch (UncheckedIOException e) {
      throw of(what, errno(e), e);
    }
  }

  /** As {@link #translating(String, Supplier)}, without a result. */
  public static void translating(String what, Runnable action) {
    translating(
        what,
        () -> {
          action.run();
          return true;
        });
  }

  private static PoolError of(String what, Errno errno, RuntimeException cause) {
    String message = "cannot " + what + ": " + cause.getMessage();
    return switch (errno) {
      case ENOSPC, EDQUOT -> new PoolError.OutOfSpace(message, cause);
      case EUCLEAN -> new PoolError.Corrupt(message, cause);
      // Everything else the kernel says of a pool's own files and devices is a failure of the
      // disk, of the machine's limits, or of this program: none is the request's fault.
      default -> new PoolError.Io(message, cause);
    };
  }

  /** The JDK passes on only the text of strerror(3). */
  private static Errno errno(UncheckedIOException e) {
    String message = String.valueOf(e.getMessage());
    return Arrays.stream(Errno.values())
        .filter(errno -> message.endsWith(errno.text()))
        .findFirst()
        .orElse(Errno.UNKNOWN);
  }
}
