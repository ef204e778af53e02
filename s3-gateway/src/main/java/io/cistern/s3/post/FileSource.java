package io.cistern.s3.post;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The file of a form, held to the sizes its policy allows. Its end is given only after the whole
 * request has come.
 */
final class FileSource implements BodySource {
  private final MultipartBody body;
  private final Policy.Sizes sizes;
  private long received;
  private boolean ended;

  FileSource(MultipartBody body, Policy.Sizes sizes) {
    this.body = body;
    this.sizes = sizes;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.empty();
  }

  @Override
  public @Nullable ByteBuffer next() {
    ByteBuffer bytes = ended ? null : body.nextContent();
    if (bytes != null) {
      received += bytes.remaining();
      if (received > sizes.most()) {
        throw new S3Exception(S3Error.ENTITY_TOO_LARGE)
            .withDetail("ProposedSize", Long.toString(received))
            .withDetail("MaxSizeAllowed", Long.toString(sizes.most()));
      }
      // the form's window is used again
      return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }
    ended = true;
    if (received < sizes.least()) {
      throw new S3Exception(S3Error.ENTITY_TOO_SMALL)
          .withDetail("ProposedSize", Long.toString(received))
          .withDetail("MinSizeAllowed", Long.toString(sizes.least()));
    }
    body.drain();
    return null;
  }
}
