package io.cistern.s3.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A filesystem of its own for each test, small enough to run full, and to stop. Needs root. */
public final class SmallDisk implements BeforeEachCallback, AfterEachCallback {
  private final long bytes;
  private Path directory = Path.of("/nonexistent");
  private boolean mounted;
  private boolean frozen;

  /**
   * A disk for {@code @RegisterExtension}.
   *
   * @param bytes of the disk
   */
  public SmallDisk(long bytes) {
    this.bytes = bytes;
  }

  /** Where it is mounted. */
  public Path root() {
    return directory.resolve("disk");
  }

  /** Makes whoever writes to it wait; as slow as a disk can be. */
  public void freeze() throws IOException, InterruptedException {
    run("fsfreeze", "-f", root().toString());
    frozen = true;
  }

  /** Lets them go on. */
  public void thaw() throws IOException, InterruptedException {
    run("fsfreeze", "-u", root().toString());
    frozen = false;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("CI runs this test as root");
    }
    assumeTrue(root, "mounting a disk image needs root");
    directory = Files.createTempDirectory("cistern-small-disk-");
    Path image = directory.resolve("image");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(bytes);
    }
    Files.createDirectory(root());
    run("mkfs.ext4", "-q", "-m", "0", image.toString());
    run("mount", "-o", "loop", image.toString(), root().toString());
    mounted = true;
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (frozen) {
      thaw();
    }
    if (mounted) {
      mounted = false;
      run("umount", root().toString());
    }
    if (Files.exists(directory)) {
      Files.deleteIfExists(root());
      Files.deleteIfExists(directory.resolve("image"));
      Files.delete(directory);
    }
  }

  /** Writes to a file until the disk is full. */
  public static void fill(Path ballast) {
    byte[] piece = new byte[1 << 20];
    try (var out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(piece);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
