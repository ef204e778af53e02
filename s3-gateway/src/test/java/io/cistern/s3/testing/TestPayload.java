package io.cistern.s3.testing;

import io.cistern.s3.api.Payload;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.body.Checksums;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ChecksumAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A payload of bytes at hand, which comes in pieces and can fail at its end. */
public final class TestPayload implements Payload {
  private static final int PIECE = 10_000;

  private final byte[] bytes;
  private final OptionalLong length;
  private List<Checksum> checksums;
  private final Optional<S3Exception> failure;
  private int position;
  private boolean ended;

  private TestPayload(
      byte[] bytes, OptionalLong length, List<Checksum> checksums, Optional<S3Exception> failure) {
    this.bytes = bytes.clone();
    this.length = length;
    this.checksums = checksums;
    this.failure = failure;
  }

  public static TestPayload of(byte[] bytes) {
    return new TestPayload(bytes, OptionalLong.of(bytes.length), List.of(), Optional.empty());
  }

  /** Whose length the client did not say. */
  public TestPayload withoutLength() {
    return new TestPayload(bytes, OptionalLong.empty(), checksums, failure);
  }

  /** Whose length the client claims to be another. */
  public TestPayload withLength(long claimed) {
    return new TestPayload(bytes, OptionalLong.of(claimed), checksums, failure);
  }

  /** Whose checksums, once verified, are these. */
  public TestPayload withChecksums(Checksum... verified) {
    return new TestPayload(bytes, length, List.of(verified), failure);
  }

  /** Which gives all its bytes and then fails in place of its end. */
  public TestPayload failing(S3Exception atTheEnd) {
    return new TestPayload(bytes, length, checksums, Optional.of(atTheEnd));
  }

  @Override
  public OptionalLong length() {
    return length;
  }

  @Override
  public void preferChecksum(ChecksumAlgorithm algorithm) {
    if (checksums.isEmpty()) {
      checksums = List.of(Checksums.of(algorithm, bytes));
    }
  }

  @Override
  public @Nullable ByteBuffer next() {
    if (position < bytes.length) {
      int count = Math.min(PIECE, bytes.length - position);
      ByteBuffer piece = ByteBuffer.wrap(bytes, position, count).slice();
      position += count;
      return piece;
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    ended = true;
    return null;
  }

  @Override
  public byte[] md5() {
    requireEnd();
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public List<Checksum> checksums() {
    requireEnd();
    return checksums;
  }

  private void requireEnd() {
    if (!ended) {
      throw new IllegalStateException("the end has not been read");
    }
  }
}
