package io.cistern.s3.body;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Bodies in pieces, and what is left of them when their framing is off. */
final class Sources {
  private Sources() {}

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A body that arrives in pieces of {@code piece} bytes. */
  static BodySource pieces(byte[] bytes, int piece) {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    return new BodySource() {
      @Override
      public OptionalLong length() {
        return OptionalLong.of(bytes.length);
      }

      @Override
      public @Nullable ByteBuffer next() {
        if (!all.hasRemaining()) {
          return null;
        }
        int length = Math.min(piece, all.remaining());
        byte[] copy = new byte[length];
        all.get(copy);
        return ByteBuffer.wrap(copy);
      }
    };
  }

  /** Reads to the end, using up each buffer as writers do. */
  static byte[] read(Payload payload) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuffer bytes = payload.next(); bytes != null; bytes = payload.next()) {
      while (bytes.hasRemaining()) {
        all.write(bytes.get());
      }
    }
    return all.toByteArray();
  }
}
