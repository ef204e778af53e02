package io.cistern.cli.demo;

import io.cistern.cli.kernel.Holdings;
import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.file.FileLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The directory of one run, made for it and removed after it. It holds a lock that the kernel drops
 * when the run dies, however it dies: a directory of ours whose lock is free is a dead run's, and
 * everything in it may go.
 *
 * @param directory absolute, without symbolic links
 * @param lock held by this run
 */
record DemoPlace(Path directory, FileLock lock) {
  static final String VARIABLE = "CISTERN_DEMO";
  private static final String PREFIX = "cistern-demo-";
  private static final String LOCK = "demo.lock";
  private static final int MODE_MASK = 0777;
  private static final int ONLY_OWNER = 0700;

  static DemoPlace make(Path parent) {
    try {
      Path directory = Files.createTempDirectory(parent, PREFIX).toRealPath();
      FileLock lock =
          FileLock.tryLock(directory.resolve(LOCK))
              .orElseThrow(() -> new IllegalStateException("a new file is locked"));
      return new DemoPlace(directory, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a directory in " + parent, e);
    }
  }

  Holdings holdings() {
    return holdings(directory);
  }

  private static Holdings holdings(Path directory) {
    return new Holdings(directory, VARIABLE + "=" + directory);
  }

  /**
   * Cleans up after runs that were killed.
   *
   * @return what was cleaned, and what could not be, in words
   */
  static List<String> sweep(Path parent) {
    List<String> told = new ArrayList<>();
    try (DirectoryStream<Path> candidates = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path candidate : candidates) {
        sweepOne(candidate).ifPresent(told::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return told;
  }

  private static Optional<String> sweepOne(Path candidate) {
    if (!isOurs(candidate)) {
      return Optional.empty();
    }
    Optional<FileLock> dead = FileLock.tryLock(candidate.resolve(LOCK));
    if (dead.isEmpty()) {
      return Optional.empty();
    }
    try (FileLock _ = dead.get()) {
      Path directory = candidate.toRealPath();
      List<String> left = holdings(directory).release();
      if (!left.isEmpty()) {
        return Optional.of("an earlier run left, and it cannot be removed: " + left);
      }
      holdings(directory).removeFiles();
      return Optional.of("removed what a killed run left in " + directory);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Made by root, for root alone, and with the lock that only a run makes. */
  private static boolean isOurs(Path candidate) {
    try {
      FileStatus status = FileStatus.of(candidate);
      return Files.isDirectory(candidate, java.nio.file.LinkOption.NOFOLLOW_LINKS)
          && status.uid() == 0
          && (status.mode() & MODE_MASK) == ONLY_OWNER
          && Files.isRegularFile(candidate.resolve(LOCK), java.nio.file.LinkOption.NOFOLLOW_LINKS);
    } catch (LinuxException gone) {
      return false;
    }
  }
}
