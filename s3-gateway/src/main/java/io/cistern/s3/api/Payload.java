package io.cistern.s3.api;

import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ChecksumAlgorithm;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as the client meant it: transfer coding and aws-chunked framing are taken
 * off. It blocks the calling (virtual) thread while bytes are on their way, and takes from the
 * connection only what is read, so a slow disk slows the client and never fills the heap.
 *
 * <p>Everything the client claims of its body is verified at its end: length, signature of the
 * payload or of each chunk, Content-MD5, checksums in headers and trailers. {@link #next} gives the
 * end only after that, so who has seen the end may believe the bytes; who has not must not publish
 * them.
 */
public interface Payload {
  /** The length after decoding, where the client said it. */
  OptionalLong length();

  /**
   * Says what to sum the body by where the client named no algorithm. Only before the first {@link
   * #next}.
   *
   * @throws IllegalStateException after it
   */
  void preferChecksum(ChecksumAlgorithm algorithm);

  /**
   * The next bytes, 1 or more; null at the end. The buffer is the caller's, but not to be changed:
   * they may still be summed.
   *
   * @throws S3Exception if the body breaks off or is not what was claimed
   */
  @Nullable ByteBuffer next();

  /**
   * The MD5 of the decoded body. Only after the end.
   *
   * @throws IllegalStateException before the end
   */
  byte[] md5();

  /**
   * The full-body checksums the client gave or asked for by {@code x-amz-sdk-checksum-algorithm},
   * verified; where it named none, the {@linkplain #preferChecksum preferred} one or CRC64NVME,
   * computed here. Only after the end.
   *
   * @throws IllegalStateException before the end
   */
  List<Checksum> checksums();

  /**
   * The whole rest of the body, for documents.
   *
   * @param limit bytes at most
   * @throws S3Exception {@link S3Error#MAX_MESSAGE_LENGTH_EXCEEDED} if it is longer
   */
  default byte[] readAll(int limit) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (ByteBuffer bytes = next(); bytes != null; bytes = next()) {
      if (all.size() + bytes.remaining() > limit) {
        throw new S3Exception(S3Error.MAX_MESSAGE_LENGTH_EXCEEDED);
      }
      byte[] chunk = new byte[bytes.remaining()];
      bytes.get(chunk);
      all.writeBytes(chunk);
    }
    return all.toByteArray();
  }
}
