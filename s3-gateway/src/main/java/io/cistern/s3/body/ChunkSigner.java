package io.cistern.s3.body;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.auth.ChunkChain;
import io.cistern.s3.model.ChecksumAlgorithm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Verifies the signatures of one body's chunks, in their order. */
final class ChunkSigner {
  private final ChunkChain chain;
  private final Summer chunk = Summer.of(ChecksumAlgorithm.SHA256);
  private String previous;

  ChunkSigner(ChunkChain chain) {
    this.chain = chain;
    this.previous = chain.seed();
  }

  /** Takes bytes of the chunk. */
  void update(ByteBuffer bytes) {
    chunk.update(bytes);
  }

  /** Ends the chunk, which came with {@code signature}. */
  void endChunk(String signature) {
    require(chain.chunk(previous, chunk.sum()), signature);
  }

  /** Ends the body, whose trailers came with {@code signature}. */
  void endTrailers(String canonical, String signature) {
    require(chain.trailer(previous, canonical.getBytes(StandardCharsets.ISO_8859_1)), signature);
  }

  private void require(String expected, String signature) {
    if (!ChunkChain.same(expected, signature)) {
      throw new S3Exception(S3Error.SIGNATURE_DOES_NOT_MATCH);
    }
    previous = signature;
  }
}
