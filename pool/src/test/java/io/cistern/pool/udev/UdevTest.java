package io.cistern.pool.udev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules as a file; what udev makes of them, the contract of pools shows where one runs. */
class UdevTest {
  private static final Duration UNSEEN = Duration.ofMillis(300);

  @TempDir private Path directory = Path.of("/nonexistent");
  private Udev udev = Udev.OF_THIS_MACHINE;
  private Path rules = Path.of("/nonexistent");

  @BeforeEach
  void aMachine() {
    udev = new Udev(directory, UNSEEN);
    rules = directory.resolve("rules.d/05-cistern.rules");
  }

  private void run() throws IOException {
    Files.createFile(directory.resolve("control"));
  }

  @Test
  void whereNoneRunsNothingIsWritten() {
    assertThat(udev.runs()).isFalse();
    udev.leaveVolumesAlone();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void rulesAreWrittenForAllToReadAndHaveBeenSeenOnReturn() throws IOException {
    run();
    long began = System.nanoTime();
    udev.leaveVolumesAlone();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(UNSEEN.minusMillis(50));
    assertThat(rules).content().contains("dm/uuid", "loop/backing_file");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rules)))
        .isEqualTo("rw-r--r--");
    assertThat(rules.getParent()).isDirectoryNotContaining(file -> !file.equals(rules));
  }

  @Test
  void theSameRulesAreLeftAsTheyAreAndOthersAreReplaced() throws IOException {
    run();
    udev.leaveVolumesAlone();
    String text = Files.readString(rules);
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
    Files.setLastModifiedTime(rules, longAgo);
    udev.leaveVolumesAlone();
    assertThat(Files.getLastModifiedTime(rules)).isEqualTo(longAgo);
    Files.writeString(rules, "# of an older version");
    udev.leaveVolumesAlone();
    assertThat(rules).hasContent(text);
  }

  @Test
  void whereTheyCannotBeWrittenThePoolIsUsableAllTheSame() throws IOException {
    run();
    Files.createFile(directory.resolve("rules.d"));
    udev.leaveVolumesAlone();
    assertThat(directory.resolve("rules.d")).isEmptyFile();
  }
}
