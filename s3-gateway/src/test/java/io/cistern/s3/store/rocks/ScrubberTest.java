package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.store.extent.ExtentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScrubberTest extends OpenStore {
  @Test
  void damagedAndMissingBodiesAreCountedAndStayWhereTheyAre() throws Exception {
    for (int i = 0; i < 3; i++) {
      Bytes.put(store, BUCKET, "key-" + i, Bytes.random(300_000, i));
    }
    store.close();
    List<Path> files = extentFiles();
    byte[] bytes = Files.readAllBytes(files.get(0));
    bytes[200_000] ^= 4;
    Files.write(files.get(0), bytes);
    Files.delete(files.get(1));
    assertThat(scrub(1)).isEqualTo(2);
    assertThat(extentFiles()).containsExactly(files.get(0), files.get(2));
  }

  @Test
  void aFileThatNothingKnowsIsQuarantinedInTheSecondRound() throws Exception {
    Bytes.put(store, BUCKET, "key", Bytes.random(300_000, 1));
    store.close();
    Path known = extentFiles().getFirst();
    Path unknown = known.resolveSibling("0000000000000001");
    Files.write(unknown, new byte[10]);
    scrub(1);
    assertThat(unknown).exists();
    scrub(2);
    assertThat(unknown).doesNotExist();
    assertThat(directory.resolve("store/quarantine/0000000000000001")).hasSize(10);
    assertThat(extentFiles()).containsExactly(known);
  }

  private long scrub(int rounds) throws IOException, InterruptedException {
    Path home = directory.resolve("store");
    try (Database database = Database.open(RocksStore.metadata(home), options());
        Scrubber scrubber =
            new Scrubber(
                database,
                new Sequences(database),
                new ExtentFiles(home.resolve("extents")),
                1L << 40)) {
      for (int round = 0; round < rounds; round++) {
        scrubber.round();
      }
      return scrubber.damaged();
    }
  }

  private List<Path> extentFiles() throws IOException {
    List<Path> paths = new ArrayList<>();
    ExtentFiles files = new ExtentFiles(directory.resolve("store/extents"));
    files.forEach(extent -> paths.add(files.path(extent)));
    return paths.stream().sorted().toList();
  }
}
