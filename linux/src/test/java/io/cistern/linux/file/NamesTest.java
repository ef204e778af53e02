package io.cistern.linux.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.Errno;
import io.cistern.linux.FileStatus;
import io.cistern.linux.testing.Errors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Renames, locks, attributes and status: what needs no privilege. */
class NamesTest {

  @TempDir private Path directory;

  @Test
  void aRenameReplacesOrRefusesOrSwaps() throws Exception {
    Path a = Files.writeString(directory.resolve("a"), "a");
    Path b = Files.writeString(directory.resolve("b"), "b");

    assertThat(Errors.of(() -> Rename.noReplace(a, b))).isEqualTo(Errno.EEXIST);
    Rename.exchange(a, b);
    assertThat(Files.readString(a)).isEqualTo("b");
    assertThat(Files.readString(b)).isEqualTo("a");
    Rename.rename(a, b);
    assertThat(a).doesNotExist();
    assertThat(Files.readString(b)).isEqualTo("b");
    Rename.noReplace(b, a);
    assertThat(Files.readString(a)).isEqualTo("b");
    assertThat(Errors.of(() -> Rename.exchange(a, b))).isEqualTo(Errno.ENOENT);
    Durable.syncFile(a);
    Durable.syncDirectory(directory);
    assertThat(Errors.of(() -> Durable.syncDirectory(a))).isEqualTo(Errno.ENOTDIR);
  }

  @Test
  void oneHolderHasTheLockInThisProcessAndInOthers() throws Exception {
    Path file = directory.resolve("lock");
    try (FileLock lock = FileLock.tryLock(file).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(FileLock.tryLock(file)).isEmpty();
      assertThat(exit("flock", "-n", file.toString(), "true")).isEqualTo(1);
    }
    assertThat(exit("flock", "-n", file.toString(), "true")).isZero();
  }

  @Test
  void aHolderThatIsKilledLetsGo() throws Exception {
    Path file = directory.resolve("lock");
    Process holder =
        new ProcessBuilder("flock", "--no-fork", file.toString(), "sh", "-c", "echo; exec cat")
            .start();
    assertThat(holder.getInputStream().read()).isEqualTo('\n');
    assertThat(FileLock.tryLock(file)).isEmpty();
    holder.destroyForcibly().waitFor();
    Optional<FileLock> lock = FileLock.tryLock(file);
    assertThat(lock).isPresent();
    lock.get().close();
  }

  @Test
  void attributesOfAnySizeAreKept() throws Exception {
    Path file = Files.createFile(directory.resolve("x"));
    byte[] small = "small".getBytes(StandardCharsets.UTF_8);
    byte[] large = new byte[2_000];
    large[1_999] = 7;
    assertThat(ExtendedAttributes.list(file)).isEmpty();
    ExtendedAttributes.set(file, "user.small", small);
    ExtendedAttributes.set(file, "user.large", large);
    ExtendedAttributes.set(file, "user.empty", new byte[0]);
    assertThat(ExtendedAttributes.get(file, "user.small")).contains(small);
    assertThat(ExtendedAttributes.get(file, "user.large")).contains(large);
    assertThat(ExtendedAttributes.get(file, "user.empty")).contains(new byte[0]);
    assertThat(ExtendedAttributes.get(file, "user.none")).isEmpty();
    assertThat(ExtendedAttributes.list(file))
        .containsExactlyInAnyOrder("user.small", "user.large", "user.empty");
    assertThat(ExtendedAttributes.remove(file, "user.small")).isTrue();
    assertThat(ExtendedAttributes.remove(file, "user.small")).isFalse();
    assertThat(Errors.of(() -> ExtendedAttributes.set(file, "nonsense", small)))
        .isEqualTo(Errno.EOPNOTSUPP);
  }

  @Test
  void theStatusIsTheOneJavaSees() throws Exception {
    Path file = Files.write(directory.resolve("x"), new byte[10_000]);
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    FileStatus status = FileStatus.of(link);
    assertThat(status.inode()).isEqualTo(Files.getAttribute(file, "unix:ino"));
    assertThat(status.device().encode()).isEqualTo(Files.getAttribute(file, "unix:dev"));
    assertThat(status.mode()).isEqualTo(Files.getAttribute(file, "unix:mode"));
    assertThat(status.links())
        .isEqualTo(((Integer) Files.getAttribute(file, "unix:nlink")).longValue());
    assertThat(status.uid()).isEqualTo(Files.getAttribute(file, "unix:uid"));
    assertThat(status.size()).isEqualTo(10_000);
    assertThat(status.modified()).isEqualTo(Files.getLastModifiedTime(file).toInstant());
    assertThat(status.isRegularFile()).isTrue();
    assertThat(FileStatus.ofLink(link).isSymbolicLink()).isTrue();
    assertThat(FileStatus.of(directory).isDirectory()).isTrue();
    assertThat(FileStatus.of(Path.of("/dev/null")).rdev()).hasToString("1:3");
  }

  private static int exit(String... command) throws Exception {
    return new ProcessBuilder(command).start().waitFor();
  }
}
