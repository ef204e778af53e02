package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectMetadata;
import io.cistern.s3.model.ObjectPart;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.PartDraft;
import io.cistern.s3.model.PartPage;
import io.cistern.s3.model.PartReference;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.Upload;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPage;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.model.UploadPosition;
import io.cistern.s3.store.ObjectReader;
import io.cistern.s3.store.StoreError;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RocksUploadsTest extends OpenStore {
  private static final ObjectKey KEY = new ObjectKey("key");

  @Test
  void partsInAnyOrderBecomeOneObject() throws InterruptedException {
    byte[] whole = Bytes.random(600_000, 1);
    UploadId id = begin(KEY);
    UploadPart third = part(id, 7, Arrays.copyOfRange(whole, 500_000, 600_000));
    UploadPart first = part(id, 2, Arrays.copyOfRange(whole, 0, 2_000));
    part(id, 3, Bytes.random(100_000, 9));
    UploadPart second = part(id, 5, Arrays.copyOfRange(whole, 2_000, 500_000));
    ObjectRecord object = complete(id, first, second, third);
    assertThat(object.size()).isEqualTo(600_000);
    assertThat(object.parts()).isEqualTo(3);
    assertThat(Bytes.get(store, BUCKET, "key")).isEqualTo(whole);
    assertThat(store.objects().parts(object).stream().map(ObjectPart::offset))
        .containsExactly(0L, 2_000L, 500_000L);
    awaitFiles(2);
    reopen();
    assertThat(Bytes.get(store, BUCKET, "key")).isEqualTo(whole);
    try (ObjectReader reader = store.objects().open(BUCKET, KEY, Optional.empty())) {
      reader.select(1_990, 500_000);
      assertThat(Bytes.readAll(reader)).isEqualTo(Arrays.copyOfRange(whole, 1_990, 501_990));
    }
  }

  @Test
  void aRetriedCompleteGivesTheSameAnswerEvenAfterTheObjectIsGone() {
    UploadId id = begin(KEY);
    UploadPart part = part(id, 1, Bytes.random(10, 1));
    ObjectRecord answer = complete(id, part);
    assertThat(complete(id, part)).isEqualTo(answer);
    store.objects().delete(BUCKET, KEY, Optional.empty(), Preconditions.NONE);
    reopen();
    assertThat(complete(id, part)).isEqualTo(answer);
    assertThatThrownBy(() -> Bytes.get(store, BUCKET, "key"))
        .isInstanceOf(StoreError.NoSuchKey.class);
    PartReference other = new PartReference(1, new ETag("other"));
    assertThatThrownBy(() -> complete(id, List.of(other)))
        .isInstanceOf(StoreError.NoSuchUpload.class);
  }

  @Test
  void whatCompleteListsMustBeThereInOrderAndLargeEnough() {
    UploadId id = begin(KEY);
    PartReference one = reference(part(id, 1, Bytes.random(999, 1)));
    PartReference two = reference(part(id, 2, Bytes.random(10, 2)));
    assertThatThrownBy(() -> complete(id, List.of(two, one)))
        .isInstanceOf(StoreError.InvalidPartOrder.class);
    assertThatThrownBy(() -> complete(id, List.of(one, one)))
        .isInstanceOf(StoreError.InvalidPartOrder.class);
    assertThatThrownBy(() -> complete(id, List.of(new PartReference(3, one.etag()))))
        .isInstanceOf(StoreError.InvalidPart.class);
    assertThatThrownBy(() -> complete(id, List.of(new PartReference(1, two.etag()))))
        .isInstanceOf(StoreError.InvalidPart.class);
    assertThatThrownBy(() -> complete(id, List.of())).isInstanceOf(StoreError.InvalidPart.class);
    assertThatThrownBy(() -> complete(id, List.of(one, two)))
        .isInstanceOf(StoreError.PartTooSmall.class);
    part(id, 1, Bytes.random(1000, 3));
    PartReference replaced = new PartReference(1, Bytes.etag(Bytes.random(1000, 3)));
    assertThat(complete(id, List.of(replaced, two)).size()).isEqualTo(1010);
  }

  @Test
  void aConditionIsDecidedWhenTheUploadIsCompleted() {
    UploadId id = begin(KEY);
    PartReference part = reference(part(id, 1, Bytes.random(10, 1)));
    Bytes.put(store, BUCKET, "key", Bytes.text("first"));
    assertThatThrownBy(
            () ->
                store
                    .uploads()
                    .complete(
                        BUCKET,
                        KEY,
                        id,
                        List.of(part),
                        (_, _) -> draft(),
                        Preconditions.MUST_NOT_EXIST))
        .isInstanceOf(StoreError.PreconditionFailed.class);
    assertThat(Bytes.get(store, BUCKET, "key")).isEqualTo(Bytes.text("first"));
    assertThat(complete(id, List.of(part)).size()).isEqualTo(10);
  }

  @Test
  void anAbortedUploadIsGoneWithItsParts() throws InterruptedException {
    UploadId id = begin(KEY);
    part(id, 1, Bytes.random(100_000, 1));
    store.uploads().abort(BUCKET, KEY, id);
    awaitFiles(0);
    assertThatThrownBy(() -> part(id, 2, Bytes.random(100_000, 1)))
        .isInstanceOf(StoreError.NoSuchUpload.class);
    assertThatThrownBy(() -> store.uploads().abort(BUCKET, KEY, id))
        .isInstanceOf(StoreError.NoSuchUpload.class);
    assertThatThrownBy(() -> store.uploads().get(BUCKET, new ObjectKey("other"), id))
        .isInstanceOf(StoreError.NoSuchUpload.class);
    assertThat(files()).isZero();
  }

  @Test
  void whatTheUploadWasBegunWithIsRemembered() {
    UploadDraft draft =
        new UploadDraft(
            new ObjectMetadata(Map.of("Content-Type", "a/b"), Map.of("x", "y")),
            Map.of("t", "u"),
            Optional.of(
                new UploadDraft.ChecksumChoice(
                    ChecksumAlgorithm.SHA256, Checksum.Coverage.COMPOSITE)));
    Upload upload = store.uploads().create(BUCKET, KEY, draft);
    reopen();
    assertThat(store.uploads().get(BUCKET, KEY, upload.id())).isEqualTo(upload);
  }

  @Test
  void partsAreListedInPages() {
    UploadId id = begin(KEY);
    IntStream.of(10_000, 1, 300, 2).forEach(number -> part(id, number, Bytes.text("p" + number)));
    PartPage page = store.uploads().parts(BUCKET, KEY, id, 0, 3);
    assertThat(page.parts().stream().map(UploadPart::number)).containsExactly(1, 2, 300);
    assertThat(page.more()).isTrue();
    PartPage rest = store.uploads().parts(BUCKET, KEY, id, 300, 3);
    assertThat(rest.parts().stream().map(UploadPart::number)).containsExactly(10_000);
    assertThat(rest.more()).isFalse();
  }

  @Test
  void uploadsAreListedByKeyTheOldestFirst() {
    UploadId b1 = begin(new ObjectKey("b"));
    UploadId b2 = begin(new ObjectKey("b"));
    UploadId a = begin(new ObjectKey("a"));
    begin(new ObjectKey("c/1"));
    begin(new ObjectKey("c/2"));
    for (int size = 1; size < 5; size++) {
      List<String> seen = new ArrayList<>();
      Optional<UploadPosition> next = Optional.of(UploadPosition.START);
      while (next.isPresent()) {
        UploadPage page = store.uploads().list(BUCKET, "", "/", next.get(), size);
        page.uploads().forEach(upload -> seen.add(upload.id().value()));
        seen.addAll(page.commonPrefixes());
        next = page.next();
      }
      assertThat(seen).containsExactly(a.value(), b1.value(), b2.value(), "c/");
    }
    UploadPage after =
        store
            .uploads()
            .list(
                BUCKET,
                "",
                "",
                new UploadPosition(new ListPosition.AfterKey("b"), Optional.empty()),
                10);
    assertThat(after.uploads().stream().map(upload -> upload.key().value()))
        .containsExactly("c/1", "c/2");
  }

  @Test
  void aCopyOutlivesItsSourceAndSharesItsBytes() throws InterruptedException {
    byte[] bytes = Bytes.random(300_000, 1);
    ObjectRecord source = Bytes.put(store, BUCKET, "source", bytes);
    ObjectRecord copy = copy(source, "copy");
    copy(copy, "second");
    assertThat(files()).isEqualTo(1);
    delete("source");
    delete("copy");
    assertThat(Bytes.get(store, BUCKET, "second")).isEqualTo(bytes);
    delete("second");
    awaitFiles(0);
    assertThatThrownBy(() -> copy(source, "again")).isInstanceOf(StoreError.NoSuchVersion.class);
  }

  @Test
  void anObjectCopiedOntoItselfKeepsItsBytes() throws InterruptedException {
    byte[] bytes = Bytes.random(300_000, 1);
    ObjectRecord source = Bytes.put(store, BUCKET, "key", bytes);
    copy(source, "key");
    assertThat(Bytes.get(store, BUCKET, "key")).isEqualTo(bytes);
    ObjectRecord small = Bytes.put(store, BUCKET, "key", Bytes.text("small"));
    copy(small, "key");
    assertThat(Bytes.get(store, BUCKET, "key")).isEqualTo(Bytes.text("small"));
    awaitFiles(0);
  }

  @Test
  void aCopyOfAMultipartObjectSharesItsPartsUntilBothAreGone() throws InterruptedException {
    UploadId id = begin(KEY);
    byte[] bytes = Bytes.random(200_000, 1);
    ObjectRecord source = complete(id, part(id, 1, bytes), part(id, 2, bytes));
    copy(source, "copy");
    delete("key");
    assertThat(Bytes.get(store, BUCKET, "copy")).hasSize(400_000);
    awaitFiles(2);
    delete("copy");
    awaitFiles(0);
  }

  @Test
  void aMultipartObjectBeingReadIsReadToItsEndThoughDeleted() throws InterruptedException {
    UploadId id = begin(KEY);
    byte[] one = Bytes.random(200_000, 1);
    byte[] two = Bytes.random(200_000, 2);
    complete(id, part(id, 1, one), part(id, 2, two));
    try (ObjectReader reader = store.objects().open(BUCKET, KEY, Optional.empty())) {
      reader.read(ByteBuffer.allocate(10));
      delete("key");
      Thread.sleep(600);
      reader.select(200_000, 200_000);
      assertThat(Bytes.readAll(reader)).isEqualTo(two);
    }
    awaitFiles(0);
  }

  @Test
  void aRangeOfAnObjectIsAPartWithoutACopy() throws InterruptedException {
    byte[] bytes = Bytes.random(700_000, 1);
    UploadId first = begin(new ObjectKey("source"));
    ObjectRecord source =
        store
            .uploads()
            .complete(
                BUCKET,
                new ObjectKey("source"),
                first,
                List.of(
                    reference(
                        Bytes.part(
                            store,
                            BUCKET,
                            new ObjectKey("source"),
                            first,
                            1,
                            Arrays.copyOf(bytes, 300_000))),
                    reference(
                        Bytes.part(
                            store,
                            BUCKET,
                            new ObjectKey("source"),
                            first,
                            2,
                            Arrays.copyOfRange(bytes, 300_000, 700_000)))),
                (_, _) -> draft(),
                Preconditions.NONE);
    UploadId id = begin(KEY);
    PartDraft draft = new PartDraft(new ETag("range"), List.of());
    UploadPart range =
        store.uploads().copyPart(BUCKET, KEY, id, 1, BUCKET, source, 250_000, 200_001, draft);
    assertThatThrownBy(
            () ->
                store
                    .uploads()
                    .copyPart(BUCKET, KEY, id, 2, BUCKET, source, 600_000, 100_001, draft))
        .isInstanceOf(IndexOutOfBoundsException.class);
    complete(id, range);
    assertThat(files()).isEqualTo(2);
    delete("source");
    assertThat(Bytes.get(store, BUCKET, "key"))
        .isEqualTo(Arrays.copyOfRange(bytes, 250_000, 450_001));
    delete("key");
    awaitFiles(0);
  }

  private UploadId begin(ObjectKey key) {
    return store.uploads().create(BUCKET, key, UploadDraft.EMPTY).id();
  }

  private UploadPart part(UploadId id, int number, byte[] bytes) {
    return Bytes.part(store, BUCKET, KEY, id, number, bytes);
  }

  private ObjectRecord complete(UploadId id, UploadPart... parts) {
    return complete(id, Arrays.stream(parts).map(RocksUploadsTest::reference).toList());
  }

  private ObjectRecord complete(UploadId id, List<PartReference> listed) {
    return store.uploads().complete(BUCKET, KEY, id, listed, (_, _) -> draft(), Preconditions.NONE);
  }

  private ObjectRecord copy(ObjectRecord source, String target) {
    return store
        .objects()
        .copy(
            BUCKET,
            source,
            BUCKET,
            new ObjectKey(target),
            ObjectDraft.of(source.etag()),
            Preconditions.NONE);
  }

  private void delete(String key) {
    store.objects().delete(BUCKET, new ObjectKey(key), Optional.empty(), Preconditions.NONE);
  }

  private static PartReference reference(UploadPart part) {
    return new PartReference(part.number(), part.etag());
  }

  private static ObjectDraft draft() {
    return ObjectDraft.of(new ETag("completed-1"));
  }
}
