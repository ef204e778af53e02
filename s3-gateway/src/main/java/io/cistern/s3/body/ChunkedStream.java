package io.cistern.s3.body;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes off aws-chunked framing. Chunks are of any size and are passed on in the pieces they arrive
 * in; the signature of each is verified where it ends.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">AWS: chunked
 *     upload</a>
 */
final class ChunkedStream implements Stream {
  private static final String EXTENSION = ";chunk-signature=";
  private static final int LINE_LIMIT = 16 + EXTENSION.length() + 64;

  private final ChunkInput input;
  private final long length;
  private final Optional<ChunkSigner> signer;
  private final Optional<Ending> ending;
  private long received;
  private long leftInChunk;
  private boolean inChunk;
  private boolean ended;
  private String signature = "";
  private Optional<String> trailer = Optional.empty();

  /**
   * That trailers follow the last chunk.
   *
   * @param announced the name of the field there will be
   */
  record Ending(Optional<String> announced) {}

  /**
   * A stream.
   *
   * @param length bytes it has when the framing is taken off
   * @param signer where chunks are signed
   * @param ending where trailers follow
   */
  ChunkedStream(
      BodySource source, long length, Optional<ChunkSigner> signer, Optional<Ending> ending) {
    this.input = new ChunkInput(source);
    this.length = length;
    this.signer = signer;
    this.ending = ending;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(length);
  }

  @Override
  public @Nullable ByteBuffer next() {
    if (ended) {
      return null;
    }
    if (inChunk && leftInChunk == 0) {
      endChunk();
    }
    if (!inChunk) {
      beginChunk();
    }
    if (leftInChunk == 0) {
      end();
      return null;
    }
    ByteBuffer bytes = input.bytes(leftInChunk);
    leftInChunk -= bytes.remaining();
    received += bytes.remaining();
    signer.ifPresent(chunk -> chunk.update(bytes));
    return bytes;
  }

  @Override
  public Optional<String> trailer() {
    return trailer;
  }

  private void beginChunk() {
    String line = input.line(LINE_LIMIT);
    int semicolon = line.indexOf(';');
    String size = semicolon < 0 ? line : line.substring(0, semicolon);
    String extension = semicolon < 0 ? "" : line.substring(semicolon);
    if (signer.isPresent() ? !extension.startsWith(EXTENSION) : !extension.isEmpty()) {
      throw ChunkInput.malformed("a chunk is not signed as the request announced");
    }
    signature = extension.isEmpty() ? "" : extension.substring(EXTENSION.length());
    leftInChunk = size(size);
    if (leftInChunk > length - received) {
      throw new S3Exception(S3Error.INCOMPLETE_BODY);
    }
    inChunk = true;
  }

  private static long size(String hex) {
    if (hex.isEmpty() || hex.length() > 15 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw ChunkInput.malformed("a chunk has no size");
    }
    return HexFormat.fromHexDigitsToLong(hex);
  }

  private void endChunk() {
    signer.ifPresent(chunk -> chunk.endChunk(signature));
    input.endOfLine();
    inChunk = false;
  }

  /** The last chunk is empty; what follows it are trailers, or nothing. */
  private void end() {
    signer.ifPresent(chunk -> chunk.endChunk(signature));
    if (received != length) {
      throw new S3Exception(S3Error.INCOMPLETE_BODY);
    }
    Trailers trailers = Trailers.parse(input.rest(Trailers.LIMIT));
    boolean signed = signer.isPresent() && ending.isPresent();
    if (trailers.signature().isPresent() != signed) {
      throw Trailers.malformed();
    }
    if (signed) {
      signer.get().endTrailers(trailers.canonical(), trailers.signature().orElseThrow());
    }
    trailer = trailers.only(ending.flatMap(Ending::announced));
    ended = true;
  }
}
