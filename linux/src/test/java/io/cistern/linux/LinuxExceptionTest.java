package io.cistern.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxExceptionTest {

  @Test
  void errnoSyscallAndPathTravelTogether() {
    LinuxException e =
        catchThrowableOfType(
            LinuxException.class, () -> Fd.open(Path.of("/nowhere/x"), OpenFlag.READ_ONLY));
    assertThat(e.errno()).isEqualTo(Errno.ENOENT);
    assertThat(e.errnoCode()).isEqualTo(2);
    assertThat(e.syscall()).isEqualTo("open");
    assertThat(e.path()).isEqualTo("/nowhere/x");
    assertThat(e).hasMessage("open /nowhere/x: No such file or directory (ENOENT)");
  }

  @Test
  void anErrnoWithoutANameKeepsItsNumber() {
    LinuxException e = new LinuxException(4242, "ioctl", "/dev/x");
    assertThat(e.errno()).isEqualTo(Errno.UNKNOWN);
    assertThat(e.errnoCode()).isEqualTo(4242);
    assertThat(e).hasMessage("ioctl /dev/x: Unknown error (errno 4242)");
  }

  @Test
  void manyVirtualThreadsEachSeeTheirOwnErrno(@TempDir Path directory) throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Errno>> calls =
          IntStream.range(0, 5_000)
              .mapToObj(
                  i ->
                      (Callable<Errno>)
                          () -> failure(i % 2 == 0 ? directory.resolve("none") : file.resolve("x")))
              .toList();
      List<Future<Errno>> errors = threads.invokeAll(calls);
      for (int i = 0; i < errors.size(); i++) {
        assertThat(errors.get(i).get()).isEqualTo(i % 2 == 0 ? Errno.ENOENT : Errno.ENOTDIR);
      }
    }
  }

  @Test
  void aClosedDescriptorIsNotUsed(@TempDir Path directory) {
    Fd fd = Fd.openDirectory(directory);
    fd.close();
    fd.close();
    assertThatThrownBy(fd::fsync).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anArchitectureWeDoNotRunOnIsNamed() {
    assertThat(Architecture.parse("amd64")).isEqualTo(Architecture.X86_64);
    assertThat(Architecture.parse("aarch64")).isEqualTo(Architecture.AARCH64);
    assertThatThrownBy(() -> Architecture.parse("riscv64"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("riscv64");
  }

  private static Errno failure(Path path) {
    LinuxException e =
        catchThrowableOfType(LinuxException.class, () -> Fd.open(path, OpenFlag.READ_ONLY));
    return e.errno();
  }
}
