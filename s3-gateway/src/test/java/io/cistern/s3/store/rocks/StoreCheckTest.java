package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.model.Content;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectMetadata;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.PartReference;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.Slice;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreCheckTest extends OpenStore {
  private static final ObjectKey KEY = new ObjectKey("multipart");

  @BeforeEach
  void fill() {
    versioning(Versioning.ENABLED);
    Bytes.put(store, BUCKET, "small", Bytes.text("1"));
    Bytes.put(store, BUCKET, "small", Bytes.text("2"));
    ObjectRecord large = Bytes.put(store, BUCKET, "large", Bytes.random(300_000, 1));
    store
        .objects()
        .copy(
            BUCKET,
            large,
            BUCKET,
            new ObjectKey("copy"),
            ObjectDraft.of(large.etag()),
            Preconditions.NONE);
    versioning(Versioning.SUSPENDED);
    store.objects().delete(BUCKET, new ObjectKey("small"), Optional.empty(), Preconditions.NONE);
    UploadId id = store.uploads().create(BUCKET, KEY, UploadDraft.EMPTY).id();
    UploadPart one = Bytes.part(store, BUCKET, KEY, id, 1, Bytes.random(100_000, 2));
    Bytes.part(store, BUCKET, KEY, id, 2, Bytes.random(100_000, 3));
    store
        .uploads()
        .complete(
            BUCKET,
            KEY,
            id,
            List.of(new PartReference(1, one.etag())),
            (_, _) -> ObjectDraft.of(new ETag("x-1")),
            Preconditions.NONE);
    UploadId open = store.uploads().create(BUCKET, KEY, UploadDraft.EMPTY).id();
    Bytes.part(store, BUCKET, KEY, open, 1, Bytes.random(100_000, 4));
  }

  @Test
  void aSoundStoreHasNothingToFindWhateverIsStillInTheTrash() throws InterruptedException {
    store.close();
    assertThat(check()).isEmpty();
    store = RocksStore.open(options());
    awaitFiles(3);
    store.close();
    assertThat(check()).isEmpty();
  }

  @Test
  void aFileThatIsGoneOrDamagedOrUnknownIsFound() throws Exception {
    reopen();
    awaitFiles(3);
    store.close();
    List<Path> files = extentFiles();
    byte[] bytes = Files.readAllBytes(files.get(0));
    bytes[70_000] ^= 1;
    Files.write(files.get(0), bytes);
    Files.delete(files.get(1));
    Files.write(files.get(2).resolveSibling("0000000000000003"), new byte[10]);
    assertThat(check().stream().map(Finding::kind))
        .containsExactlyInAnyOrder(
            Finding.Kind.DAMAGED_FILE, Finding.Kind.MISSING_FILE, Finding.Kind.UNKNOWN_FILE);
  }

  @Test
  void aFileOfTheWrongNameOrLengthIsFoundWithoutReadingItsBody() throws Exception {
    reopen();
    awaitFiles(3);
    store.close();
    List<Path> files = extentFiles();
    Files.copy(files.get(1), files.get(0), StandardCopyOption.REPLACE_EXISTING);
    try (var channel = FileChannel.open(files.get(2), StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 1);
    }
    List<Finding> found = new ArrayList<>();
    StoreCheck.run(directory.resolve("store"), false, found::add);
    assertThat(found.stream().map(Finding::kind))
        .containsExactly(Finding.Kind.DAMAGED_FILE, Finding.Kind.DAMAGED_FILE);
  }

  @Test
  void referencesThatDoNotAgreeAreFound() {
    ObjectRecord large = store.objects().head(BUCKET, new ObjectKey("large"), Optional.empty());
    long shared =
        ((Content.Slices) large.content())
            .slices().stream().mapToLong(Slice::extent).findFirst().orElseThrow();
    store.close();
    Path metadata = RocksStore.metadata(directory.resolve("store"));
    try (Database database = Database.open(metadata, options())) {
      database.putSynced(Table.REFERENCES, Keys.number(shared), Records.count(3));
      database.putSynced(Table.BODIES, Keys.number(1L << 40), new byte[1]);
      database.putSynced(Table.BUCKETS, Bytes.text("x"), new byte[1]);
      database.putSynced(Table.VERSIONS, Keys.version(1, KEY, 1), new byte[] {9});
      database.putSynced(Table.NULLS, Keys.current(1, KEY), Keys.number(17));
    }
    assertThat(check().stream().map(Finding::kind))
        .containsExactlyInAnyOrder(
            Finding.Kind.WRONG_COUNT,
            Finding.Kind.UNREFERENCED_BODY,
            Finding.Kind.UNREADABLE_RECORD,
            Finding.Kind.UNREADABLE_RECORD,
            Finding.Kind.CONTRADICTING_VERSIONS);
  }

  @Test
  void aBodyOfAnObjectThatIsGoneFromTheMetadataIsFound() throws IOException {
    store.close();
    Path metadata = RocksStore.metadata(directory.resolve("store"));
    try (Database database = Database.open(metadata, options())) {
      ObjectRecord record =
          new ObjectRecord(
              KEY,
              99,
              false,
              Instant.EPOCH,
              10,
              new ETag("x"),
              ObjectMetadata.EMPTY,
              Map.of(),
              List.of(),
              new Content.Slices(List.of(new Slice(1L << 40, 0, 10))));
      database.putSynced(Table.CURRENT, Keys.current(77, KEY), Records.version(record));
    }
    assertThat(check()).extracting(Finding::kind).containsExactly(Finding.Kind.MISSING_BODY);
  }

  @Test
  void aStoreInUseByAnotherProcessIsRefused() throws Exception {
    store.close();
    Path home = directory.resolve("store");
    Process child =
        Child.start(directory, List.of(), CrashWorkload.class, List.of(home.toString(), "1"));
    try {
      child.inputReader().readLine();
      assertThatThrownBy(() -> StoreCheck.run(home, false, _ -> {}))
          .isInstanceOf(StoreError.Unavailable.class);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private List<Finding> check() {
    List<Finding> found = new ArrayList<>();
    StoreCheck.run(directory.resolve("store"), true, found::add);
    return found;
  }

  private List<Path> extentFiles() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("store/extents"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
