package io.cistern.s3.body;

import io.cistern.s3.api.BodySource;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A body without framing. */
record PlainStream(BodySource source) implements Stream {
  @Override
  public OptionalLong length() {
    return source.length();
  }

  @Override
  public @Nullable ByteBuffer next() {
    return source.next();
  }

  @Override
  public Optional<String> trailer() {
    return Optional.empty();
  }
}
