package io.cistern.s3.store.extent;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Keeps large files from filling the kernel's page cache. Advice: nothing depends on it, and where
 * the disk does not keep up it is dropped.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/posix_fadvise.2.html">posix_fadvise(2)</a>
 */
final class PageCache {
  private static final int O_RDONLY_CLOEXEC = 0x80000;
  private static final int POSIX_FADV_DONTNEED = 4;

  /** Of the operating system, for the call waits where the queue of the disk is full. */
  private static final ThreadPoolExecutor THREAD =
      new ThreadPoolExecutor(
          1,
          1,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(64),
          Thread.ofPlatform().name("page-cache").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  private static final Optional<MethodHandle> OPEN =
      function(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final Optional<MethodHandle> ADVISE =
      function(
          "posix_fadvise",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));
  private static final Optional<MethodHandle> CLOSE =
      function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  static {
    THREAD.allowCoreThreadTimeOut(true);
  }

  private PageCache() {}

  /**
   * Has the kernel begin to write {@code length} bytes of {@code file} from {@code offset}, and
   * forget those of them that are written. Does not wait.
   */
  static void release(Path file, long offset, long length) {
    THREAD.execute(() -> releaseNow(file, offset, length));
  }

  /**
   * As {@link #release}, in the calling thread.
   *
   * @return whether the kernel was told
   */
  static boolean releaseNow(Path file, long offset, long length) {
    if (OPEN.isEmpty() || ADVISE.isEmpty() || CLOSE.isEmpty()) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      int descriptor =
          (int) OPEN.get().invokeExact(arena.allocateFrom(file.toString()), O_RDONLY_CLOEXEC);
      if (descriptor < 0) {
        return false;
      }
      int outcome = (int) ADVISE.get().invokeExact(descriptor, offset, length, POSIX_FADV_DONTNEED);
      int closed = (int) CLOSE.get().invokeExact(descriptor);
      return outcome == 0 && closed == 0;
    } catch (Throwable unexpected) {
      throw new IllegalStateException("a call of the C library failed", unexpected);
    }
  }

  private static Optional<MethodHandle> function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(address -> linker.downcallHandle(address, descriptor, options));
  }
}
