package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.PartDraft;
import io.cistern.s3.model.PartReference;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.store.ObjectReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An object as large as they come, of parts as large as they come, made of few bytes. */
class LargestObjectTest extends OpenStore {
  private static final long TEBIBYTE = 1L << 40;
  private static final byte[] PIECE = Bytes.random(32 << 20, 1);

  @Test
  void anObjectOfFiveTebibytesIsReadAnywhereAndGoesWhenItIsDeleted() throws Exception {
    ObjectRecord piece = Bytes.put(store, BUCKET, "piece", PIECE);
    ObjectRecord part = repeat(piece, 160, "part");
    assertThat(part.size()).isEqualTo(5L << 30);
    ObjectRecord largest = repeat(part, 1024, "largest");
    assertThat(largest.size()).isEqualTo(5 * TEBIBYTE);
    assertThat(largest.parts()).isEqualTo(1024);
    for (long offset : new long[] {0, PIECE.length - 500, 3 * TEBIBYTE + 7, 5 * TEBIBYTE - 1000}) {
      assertThat(read(offset)).isEqualTo(expected(offset));
    }
    for (String key : List.of("piece", "part", "largest")) {
      store.objects().delete(BUCKET, new ObjectKey(key), Optional.empty(), Preconditions.NONE);
    }
    awaitFiles(0);
  }

  private ObjectRecord repeat(ObjectRecord source, int times, String name) {
    ObjectKey key = new ObjectKey(name);
    UploadId id = store.uploads().create(BUCKET, key, UploadDraft.EMPTY).id();
    List<PartReference> parts = new ArrayList<>();
    for (int number = 1; number <= times; number++) {
      PartDraft draft = new PartDraft(new ETag("part"), List.of());
      UploadPart part =
          store
              .uploads()
              .copyPart(BUCKET, key, id, number, BUCKET, source, 0, source.size(), draft);
      parts.add(new PartReference(part.number(), part.etag()));
    }
    return store
        .uploads()
        .complete(
            BUCKET,
            key,
            id,
            parts,
            (_, _) -> ObjectDraft.of(new ETag("whole-" + times)),
            Preconditions.NONE);
  }

  private byte[] read(long offset) {
    try (ObjectReader reader =
        store.objects().open(BUCKET, new ObjectKey("largest"), Optional.empty())) {
      reader.select(offset, 1000);
      return Bytes.readAll(reader);
    }
  }

  private static byte[] expected(long offset) {
    int from = (int) (offset % PIECE.length);
    byte[] twice = Arrays.copyOf(Arrays.copyOfRange(PIECE, from, PIECE.length), 1000);
    int left = Math.min(1000, PIECE.length - from);
    System.arraycopy(PIECE, 0, twice, left, 1000 - left);
    return twice;
  }
}
