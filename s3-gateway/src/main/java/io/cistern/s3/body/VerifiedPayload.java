package io.cistern.s3.body;

import io.cistern.s3.api.Payload;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ChecksumAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A body that is digested while it is read, and held to its claims before its end is given. */
final class VerifiedPayload implements Payload {
  // from here on the MD5 takes longer than to wake a thread for it
  private static final long LARGE_BYTES = 1 << 20;

  private final Stream stream;
  private final BodyClaims claims;
  private final Optional<String> sha256;
  private final Summer md5Summer;
  private ChecksumAlgorithm algorithm;
  private Summer checksumSummer;
  private @Nullable Summer sha256Summer;
  private boolean begun;
  private long received;
  private @Nullable Sums sums;

  private record Sums(byte[] md5, Checksum checksum) {}

  /**
   * A payload of {@code stream}.
   *
   * @param sha256 the hash the head claims, in hexadecimal
   */
  VerifiedPayload(Stream stream, BodyClaims claims, Optional<String> sha256) {
    this.stream = stream;
    this.claims = claims;
    this.sha256 = sha256;
    this.md5Summer =
        stream.length().orElse(0) >= LARGE_BYTES ? new AsideSummer(Summer.md5()) : Summer.md5();
    sumBy(claims.algorithm().orElse(ChecksumAlgorithm.CRC64NVME));
  }

  private void sumBy(ChecksumAlgorithm chosen) {
    this.algorithm = chosen;
    this.checksumSummer = Summer.of(chosen);
    // one pass is enough where both are asked for
    this.sha256Summer =
        sha256.isEmpty() || chosen == ChecksumAlgorithm.SHA256
            ? null
            : Summer.of(ChecksumAlgorithm.SHA256);
  }

  @Override
  public OptionalLong length() {
    return stream.length();
  }

  @Override
  public void preferChecksum(ChecksumAlgorithm preferred) {
    if (begun) {
      throw new IllegalStateException("the body is being read");
    }
    if (claims.algorithm().isEmpty()) {
      sumBy(preferred);
    }
  }

  @Override
  public @Nullable ByteBuffer next() {
    begun = true;
    if (sums != null) {
      return null;
    }
    ByteBuffer bytes = stream.next();
    if (bytes == null) {
      sums = verify();
      return null;
    }
    received += bytes.remaining();
    md5Summer.update(bytes);
    checksumSummer.update(bytes);
    if (sha256Summer != null) {
      sha256Summer.update(bytes);
    }
    return bytes;
  }

  @Override
  public byte[] md5() {
    return ended().md5().clone();
  }

  @Override
  public List<Checksum> checksums() {
    return List.of(ended().checksum());
  }

  private Sums ended() {
    if (sums == null) {
      throw new IllegalStateException("the body was not read to its end");
    }
    return sums;
  }

  private Sums verify() {
    if (stream.length().isPresent() && stream.length().getAsLong() != received) {
      throw new S3Exception(S3Error.INCOMPLETE_BODY);
    }
    byte[] checksum = checksumSummer.sum();
    if (sha256.isPresent()) {
      verifySha256(
          sha256.get(),
          HexFormat.of().formatHex(sha256Summer == null ? checksum : sha256Summer.sum()));
    }
    byte[] md5 = md5Summer.sum();
    if (claims.md5().isPresent()) {
      verifyMd5(claims.md5().get(), md5);
    }
    String value = Checksums.encode(checksum);
    Optional<String> claimed =
        claims.trailer()
            ? stream.trailer().map(trailer -> BodyClaims.valid(algorithm, trailer))
            : claims.value();
    if (claimed.isPresent() && !claimed.get().equals(value)) {
      throw new S3Exception(
          S3Error.BAD_DIGEST,
          "The %s you specified did not match the calculated checksum.".formatted(algorithm));
    }
    return new Sums(md5, new Checksum(algorithm, Checksum.Coverage.FULL_OBJECT, value));
  }

  private static void verifySha256(String claimed, String computed) {
    if (!claimed.equals(computed)) {
      throw new S3Exception(S3Error.X_AMZ_CONTENT_SHA256_MISMATCH)
          .withDetail("ClientComputedContentSHA256", claimed)
          .withDetail("S3ComputedContentSHA256", computed);
    }
  }

  private static void verifyMd5(String claimed, byte[] computed) {
    if (!MessageDigest.isEqual(Base64.getDecoder().decode(claimed), computed)) {
      throw new S3Exception(
              S3Error.BAD_DIGEST, "The Content-MD5 you specified did not match what we received.")
          .withDetail("ExpectedDigest", claimed)
          .withDetail("CalculatedDigest", Base64.getEncoder().encodeToString(computed));
    }
  }
}
