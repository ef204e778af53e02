package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.StoreOptions;
import io.cistern.s3.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store on a small disk of its own that runs full. */
class FullDiskIT {
  private static final BucketName BUCKET = OpenStore.BUCKET;

  @RegisterExtension final SmallDisk disk = new SmallDisk(96L << 20);

  @Test
  void aFullDiskRefusesBodiesKeepsWhatItHasAndDeletesMakeRoomAgain() throws Exception {
    byte[] bytes = Bytes.random(1 << 20, 1);
    List<String> stored = new ArrayList<>();
    try (RocksStore store = open(16L << 20)) {
      store.buckets().create(BUCKET, BucketSettings.DEFAULT);
      assertThatThrownBy(
              () -> {
                while (stored.size() < 1000) {
                  Bytes.put(store, BUCKET, "key-" + stored.size(), bytes);
                  stored.add("key-" + stored.size());
                }
              })
          .isInstanceOf(StoreError.OutOfSpace.class);
      assertThat(stored).hasSizeGreaterThan(20);
      assertThatThrownBy(() -> Bytes.put(store, BUCKET, "small", Bytes.text("small")))
          .isInstanceOf(StoreError.OutOfSpace.class);
      stored.forEach(key -> assertThat(Bytes.get(store, BUCKET, key)).isEqualTo(bytes));
      for (int i = 0; i < 10; i++) {
        ObjectKey key = new ObjectKey(stored.removeFirst());
        store.objects().delete(BUCKET, key, Optional.empty(), Preconditions.NONE);
      }
      long deadline = System.nanoTime() + 20_000_000_000L;
      while (store.status().usableBytes() < 5 << 20 && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
      Bytes.put(store, BUCKET, "again", bytes);
    }
    try (RocksStore store = open(0)) {
      assertThat(Bytes.get(store, BUCKET, "again")).isEqualTo(bytes);
      stored.forEach(key -> assertThat(Bytes.get(store, BUCKET, key)).isEqualTo(bytes));
    }
    assertSound();
  }

  @Test
  void aBodyThatMeetsTheEndOfTheDiskLeavesNothing() throws Exception {
    Path ballast = disk.root().resolve("ballast");
    try (RocksStore store = open(0)) {
      store.buckets().create(BUCKET, BucketSettings.DEFAULT);
      Bytes.put(store, BUCKET, "before", Bytes.random(100_000, 1));
      long free = Files.getFileStore(disk.root()).getUsableSpace();
      Files.write(ballast, new byte[(int) free - (2 << 20)]);
      assertThatThrownBy(() -> Bytes.put(store, BUCKET, "large", Bytes.random(8 << 20, 2)))
          .isInstanceOf(StoreError.OutOfSpace.class);
      assertThatThrownBy(() -> Bytes.get(store, BUCKET, "large"))
          .isInstanceOf(StoreError.NoSuchKey.class);
      Files.delete(ballast);
      Bytes.put(store, BUCKET, "large", Bytes.random(8 << 20, 2));
      assertThat(Bytes.get(store, BUCKET, "before")).isEqualTo(Bytes.random(100_000, 1));
    }
    assertSound();
  }

  private RocksStore open(long reserve) {
    return RocksStore.open(StoreOptions.in(disk.root().resolve("store")).withReserveBytes(reserve));
  }

  private void assertSound() {
    List<Finding> findings = new ArrayList<>();
    StoreCheck.run(disk.root().resolve("store"), true, findings::add);
    assertThat(findings).isEmpty();
  }
}
