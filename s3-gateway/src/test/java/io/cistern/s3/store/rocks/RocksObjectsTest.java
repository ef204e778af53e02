package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.Durability;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectMetadata;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.store.BodyWriter;
import io.cistern.s3.store.ObjectReader;
import io.cistern.s3.store.StoreError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocksObjectsTest extends OpenStore {
  private static final ObjectKey KEY = new ObjectKey("key");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32_768, 32_769, 131_071, 131_072, 131_073, 262_144, 1_000_001})
  void bytesComeBackAsTheyWentInAlsoAfterAReopening(int size) {
    byte[] bytes = Bytes.random(size, size);
    ObjectRecord put = Bytes.put(store, BUCKET, "key", bytes);
    assertThat(put.size()).isEqualTo(size);
    assertThat(Bytes.get(store, BUCKET, "key")).isEqualTo(bytes);
    reopen();
    assertThat(Bytes.get(store, BUCKET, "key")).isEqualTo(bytes);
    assertThat(store.objects().head(BUCKET, KEY, Optional.empty())).isEqualTo(put);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a/", "a//b", "..", "../../etc/passwd", "/", "\u0000", "ä\uD83D\uDE00"})
  void anyTextIsAKeyOfItsOwn(String key) {
    Bytes.put(store, BUCKET, "a/b", Bytes.text("other"));
    Bytes.put(store, BUCKET, key, Bytes.text(key));
    assertThat(Bytes.get(store, BUCKET, key)).isEqualTo(Bytes.text(key));
    assertThat(Bytes.get(store, BUCKET, "a/b")).isEqualTo(Bytes.text("other"));
  }

  @Test
  void aKeyOf1024BytesIsFineAndOneMoreIsNot() {
    String longest = "ä".repeat(512);
    Bytes.put(store, BUCKET, longest, Bytes.random(100_000, 1));
    assertThat(Bytes.get(store, BUCKET, longest)).isEqualTo(Bytes.random(100_000, 1));
    assertThatThrownBy(() -> new ObjectKey(longest + "a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRangeIsReadFromTheMiddle() {
    byte[] bytes = Bytes.random(500_000, 7);
    Bytes.put(store, BUCKET, "key", bytes);
    try (ObjectReader reader = store.objects().open(BUCKET, KEY, Optional.empty())) {
      for (int[] range :
          new int[][] {{0, 1}, {131_000, 200}, {499_999, 1}, {10, 499_000}, {5, 0}}) {
        reader.select(range[0], range[1]);
        assertThat(Bytes.readAll(reader))
            .isEqualTo(Arrays.copyOfRange(bytes, range[0], range[0] + range[1]));
      }
      assertThatThrownBy(() -> reader.select(499_999, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 300_000})
  void aReaderSeesTheObjectItOpenedThoughItIsOverwrittenAndDeleted(int size)
      throws InterruptedException {
    byte[] bytes = Bytes.random(size, 1);
    Bytes.put(store, BUCKET, "key", bytes);
    try (ObjectReader reader = store.objects().open(BUCKET, KEY, Optional.empty())) {
      Bytes.put(store, BUCKET, "key", Bytes.text("new"));
      store.objects().delete(BUCKET, KEY, Optional.empty(), Preconditions.NONE);
      awaitFiles(0);
      assertThat(Bytes.readAll(reader)).isEqualTo(bytes);
    }
  }

  @Test
  void everythingSaidAboutAnObjectComesBack() {
    ObjectDraft draft =
        new ObjectDraft(
            Bytes.etag(new byte[0]),
            new ObjectMetadata(Map.of("Content-Type", "text/plain"), Map.of("name", "Müller")),
            Map.of("team", "blue"),
            List.of(
                new Checksum(ChecksumAlgorithm.CRC32C, Checksum.Coverage.FULL_OBJECT, "AAAAAA==")));
    store.objects().put(BUCKET, KEY, store.write(BUCKET, KEY), draft, Preconditions.NONE);
    reopen();
    ObjectRecord head = store.objects().head(BUCKET, KEY, Optional.empty());
    assertThat(head.metadata()).isEqualTo(draft.metadata());
    assertThat(head.tags()).isEqualTo(draft.tags());
    assertThat(head.checksums()).isEqualTo(draft.checksums());
    store.objects().tag(BUCKET, KEY, Optional.empty(), Map.of("team", "red"));
    assertThat(store.objects().head(BUCKET, KEY, Optional.empty()))
        .isEqualTo(head.withTags(Map.of("team", "red")));
  }

  @Test
  void deletedAndOverwrittenBodiesLeaveTheDisk() throws InterruptedException {
    Bytes.put(store, BUCKET, "one", Bytes.random(200_000, 1));
    Bytes.put(store, BUCKET, "two", Bytes.random(200_000, 2));
    Bytes.put(store, BUCKET, "one", Bytes.random(200_000, 3));
    awaitFiles(2);
    store.objects().delete(BUCKET, new ObjectKey("one"), Optional.empty(), Preconditions.NONE);
    awaitFiles(1);
    assertThatThrownBy(() -> Bytes.get(store, BUCKET, "one"))
        .isInstanceOf(StoreError.NoSuchKey.class);
  }

  @Test
  void aBodyThatIsClosedOrRefusedLeavesNothing() {
    BodyWriter closed = Bytes.body(store, BUCKET, KEY, Bytes.random(200_000, 1));
    assertThat(files()).isEqualTo(1);
    closed.close();
    assertThat(files()).isZero();
    Bytes.put(store, BUCKET, "key", Bytes.text("here"));
    assertThatThrownBy(
            () ->
                Bytes.put(
                    store, BUCKET, "key", Bytes.random(200_000, 1), Preconditions.MUST_NOT_EXIST))
        .isInstanceOf(StoreError.PreconditionFailed.class);
    assertThat(files()).isZero();
    assertThat(Bytes.get(store, BUCKET, "key")).isEqualTo(Bytes.text("here"));
  }

  @Test
  void aBodyCannotOutliveItsBucket() {
    BodyWriter body = Bytes.body(store, BUCKET, KEY, Bytes.random(200_000, 1));
    store.buckets().delete(BUCKET);
    store.buckets().create(BUCKET, BucketSettings.DEFAULT);
    assertThatThrownBy(
            () ->
                store
                    .objects()
                    .put(
                        BUCKET,
                        KEY,
                        body,
                        ObjectDraft.of(Bytes.etag(new byte[0])),
                        Preconditions.NONE))
        .isInstanceOf(StoreError.NoSuchBucket.class);
    assertThat(files()).isZero();
  }

  @Test
  void aChangedByteIsFoundAndNeverGivenOut() throws IOException {
    byte[] bytes = Bytes.random(400_000, 1);
    Bytes.put(store, BUCKET, "key", bytes);
    flip(150_000);
    try (ObjectReader reader = store.objects().open(BUCKET, KEY, Optional.empty())) {
      reader.select(0, 131_072);
      assertThat(Bytes.readAll(reader)).isEqualTo(Arrays.copyOf(bytes, 131_072));
      reader.select(140_000, 10);
      assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(10)))
          .isInstanceOf(StoreError.Corrupt.class);
      reader.select(131_072, 131_072);
      ByteBuffer wholeBlock = ByteBuffer.allocate(131_072);
      assertThatThrownBy(() -> reader.read(wholeBlock)).isInstanceOf(StoreError.Corrupt.class);
      assertThat(wholeBlock.position()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 131_071, 131_072, 200_000, 1 << 20})
  void theBytesAreTheSameInBuffersOfAnySize(int size) {
    byte[] bytes = Bytes.random(400_000, 1);
    Bytes.put(store, BUCKET, "key", bytes);
    for (int from : new int[] {0, 5, 131_072, 262_144, 399_999}) {
      try (ObjectReader reader = store.objects().open(BUCKET, KEY, Optional.empty())) {
        reader.select(from, bytes.length - from);
        ByteBuffer all = ByteBuffer.allocate(bytes.length - from);
        ByteBuffer some = ByteBuffer.allocateDirect(size);
        while (reader.read(some) >= 0) {
          all.put(some.flip());
          some.clear();
        }
        assertThat(all.array()).isEqualTo(Arrays.copyOfRange(bytes, from, bytes.length));
      }
    }
  }

  @Test
  void aBodyThatIsGoneIsCorruptionNotAMissingKey() throws IOException {
    Bytes.put(store, BUCKET, "key", Bytes.random(400_000, 1));
    Files.delete(onlyFile());
    assertThatThrownBy(() -> Bytes.get(store, BUCKET, "key"))
        .isInstanceOf(StoreError.Corrupt.class);
  }

  @Test
  void aRelaxedBucketKeepsBytesTheSameWay() {
    BucketName relaxed = new BucketName("relaxed");
    store.buckets().create(relaxed, BucketSettings.DEFAULT.withDurability(Durability.RELAXED));
    Bytes.put(store, relaxed, "small", Bytes.random(10, 1));
    Bytes.put(store, relaxed, "large", Bytes.random(300_000, 2));
    reopen();
    assertThat(Bytes.get(store, relaxed, "small")).isEqualTo(Bytes.random(10, 1));
    assertThat(Bytes.get(store, relaxed, "large")).isEqualTo(Bytes.random(300_000, 2));
  }

  private void flip(long position) throws IOException {
    Path file = onlyFile();
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) position] ^= 1;
    Files.write(file, bytes, StandardOpenOption.WRITE);
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("store/extents"))) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }
}
