package io.cistern.s3.store.extent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCacheTest {
  @TempDir Path directory;

  @Test
  void theKernelIsToldAndTheFileIsAsItWas() throws Exception {
    byte[] bytes = new byte[3 << 20];
    bytes[12_345] = 1;
    Path file = Files.write(directory.resolve("file"), bytes);
    assertThat(PageCache.releaseNow(file, 0, 1 << 20)).isTrue();
    assertThat(PageCache.releaseNow(file, 1 << 20, 10 << 20)).isTrue();
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void whatIsNotThereIsNoFailure() {
    assertThat(PageCache.releaseNow(directory.resolve("absent"), 0, 1)).isFalse();
    PageCache.release(directory.resolve("absent"), 0, 1);
  }
}
