package io.cistern.s3.multipart;

import io.cistern.s3.body.Checksums;
import io.cistern.s3.body.Summer;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.Checksum.Coverage;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.PartDraft;
import io.cistern.s3.store.ObjectReader;
import io.cistern.s3.store.StoreOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Tag and checksum of a part that is bytes of an object. */
final class PartDigest {
  private PartDigest() {}

  /**
   * Takes them from the object where it says them of just these bytes, and otherwise reads the
   * range, at most {@value StoreOptions#BLOCK_BYTES} bytes of it in memory.
   */
  static PartDraft of(ObjectReader source, CopyRange range, ChecksumAlgorithm algorithm) {
    Optional<Checksum> known =
        source.object().checksums().stream()
            .filter(sum -> sum.algorithm() == algorithm)
            .filter(sum -> sum.coverage() == Coverage.FULL_OBJECT)
            .findFirst();
    return known.isPresent() && isMd5Of(source.object(), range)
        ? new PartDraft(source.object().etag(), List.of(known.get()))
        : read(source, range, algorithm);
  }

  /** The tag of an object of parts is no MD5 of its bytes. */
  private static boolean isMd5Of(ObjectRecord object, CopyRange range) {
    return range.equals(CopyRange.whole(object.size())) && object.etag().value().indexOf('-') < 0;
  }

  private static PartDraft read(ObjectReader source, CopyRange range, ChecksumAlgorithm algorithm) {
    Summer md5 = Summer.md5();
    Summer sum = Summer.of(algorithm);
    source.select(range.offset(), range.length());
    ByteBuffer buffer = ByteBuffer.allocate(StoreOptions.BLOCK_BYTES);
    while (source.read(buffer) > 0) {
      buffer.flip();
      md5.update(buffer);
      sum.update(buffer);
      buffer.clear();
    }
    return new PartDraft(
        ETag.ofMd5(md5.sum()),
        List.of(new Checksum(algorithm, Coverage.FULL_OBJECT, Checksums.encode(sum.sum()))));
  }
}
