package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes with a small heap do large work. */
class BoundedMemoryTest {
  @TempDir Path directory;

  @Test
  void aLargeBodyAndManyAtOnceStreamThroughASmallHeap() throws Exception {
    List<String> memory = List.of("-Xmx32m", "-XX:MaxDirectMemorySize=20m");
    run(memory, MemoryWorkload.class, "256", "64", "2");
  }

  /** {@code -Dcistern.objects=1000000} for a bucket of a million. */
  @Test
  void aBucketOfManyObjectsIsListedReadAndEmptiedWithASmallHeap() throws Exception {
    String objects = System.getProperty("cistern.objects", "20000");
    System.out.print(run(List.of("-Xmx64m"), ManyObjects.class, objects));
  }

  private String run(List<String> memory, Class<?> main, String... arguments) throws Exception {
    List<String> all =
        Stream.concat(Stream.of(directory.resolve("store").toString()), Arrays.stream(arguments))
            .toList();
    Process child = Child.start(directory, memory, main, all);
    try (var output = child.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).as(() -> stderr()).endsWith("ok\n");
      assertThat(child.waitFor()).isZero();
      return text;
    } finally {
      child.destroyForcibly();
    }
  }

  private String stderr() {
    try {
      return Files.readString(directory.resolve("stderr"));
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }
}
