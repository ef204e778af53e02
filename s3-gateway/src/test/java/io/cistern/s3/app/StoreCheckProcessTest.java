package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.store.BodyWriter;
import io.cistern.s3.store.StoreOptions;
import io.cistern.s3.store.rocks.RocksStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCheckProcessTest {
  private static final BucketName BUCKET = new BucketName("bucket");
  private static final ObjectKey KEY = new ObjectKey("key");

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void aSoundStoreSaysNothingAndOneWithoutAFileNamesIt() throws IOException {
    try (RocksStore store = open()) {
      BodyWriter body = store.write(BUCKET, KEY);
      body.write(ByteBuffer.allocate(100_000));
      store.objects().put(BUCKET, KEY, body, ObjectDraft.of(new ETag("x-1")), Preconditions.NONE);
    }
    assertThat(check("--deep")).isZero();
    assertThat(said()).isEmpty();
    try (Stream<Path> files = Files.walk(directory.resolve("extents"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    assertThat(check()).isEqualTo(1);
    assertThat(said().lines())
        .singleElement()
        .asString()
        .matches("\\{\"kind\":\"MISSING_FILE\",\"what\":\"[^\"]+\",\"losesData\":true}");
  }

  @Test
  void aStoreThatAnotherProcessUsesExitsWithThree() throws IOException, InterruptedException {
    try (RocksStore _ = open()) {
      Process check =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  StoreCheckProcess.class.getName(),
                  directory.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(check.inputReader().readLine()).startsWith("{\"error\":").contains("in use");
      assertThat(check.waitFor()).isEqualTo(3);
    }
  }

  @Test
  void whatIsNoStoreOrNoOptionExitsWithTwo() {
    assertThat(check()).isEqualTo(2);
    assertThat(check("--other")).isEqualTo(2);
    assertThat(said().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"error\":"));
  }

  private RocksStore open() {
    RocksStore store = RocksStore.open(StoreOptions.in(directory).withReserveBytes(0));
    store.buckets().create(BUCKET, BucketSettings.DEFAULT);
    return store;
  }

  private int check(String... options) {
    List<String> arguments =
        Stream.concat(Stream.of(directory.toString()), Stream.of(options)).toList();
    return StoreCheckProcess.run(arguments, new PrintStream(out, true, StandardCharsets.US_ASCII));
  }

  private String said() {
    return out.toString(StandardCharsets.US_ASCII);
  }
}
