package io.cistern.s3.body;

import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.Checksum.Coverage;
import io.cistern.s3.model.ChecksumAlgorithm;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Arithmetic of S3's additional checksums.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">AWS:
 *     checking object integrity</a>
 */
public final class Checksums {
  private static final int BLOCK = 256 << 10;

  private Checksums() {}

  /**
   * A part of an object, as its full-object checksum is made from it.
   *
   * @param value the part's own checksum, in base64
   * @param size bytes
   */
  public record Part(String value, long size) {}

  /** The header or trailer that carries the checksum: {@code x-amz-checksum-crc32} and so on. */
  public static String headerName(ChecksumAlgorithm algorithm) {
    return "x-amz-checksum-" + algorithm.name().toLowerCase(Locale.ROOT);
  }

  /** The algorithm of that name, in any case, as in {@code x-amz-sdk-checksum-algorithm}. */
  public static Optional<ChecksumAlgorithm> algorithm(String name) {
    return Arrays.stream(ChecksumAlgorithm.values())
        .filter(algorithm -> algorithm.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** Bytes of a sum. */
  public static int length(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC32, CRC32C -> 4;
      case CRC64NVME -> 8;
      case SHA1 -> 20;
      case SHA256 -> 32;
    };
  }

  /** Whether {@code value} is base64 of as many bytes as the algorithm gives. */
  public static boolean isValid(ChecksumAlgorithm algorithm, String value) {
    try {
      byte[] sum = Base64.getDecoder().decode(value);
      return sum.length == length(algorithm)
          && Base64.getEncoder().encodeToString(sum).equals(value);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /** Whether the checksum of a whole object follows from those of its parts: of CRCs only. */
  public static boolean isCombinable(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC32, CRC32C, CRC64NVME -> true;
      case SHA1, SHA256 -> false;
    };
  }

  /** The checksum of bytes at hand. */
  public static Checksum of(ChecksumAlgorithm algorithm, byte[] bytes) {
    Summer summer = Summer.of(algorithm);
    summer.update(ByteBuffer.wrap(bytes));
    return new Checksum(algorithm, Coverage.FULL_OBJECT, encode(summer.sum()));
  }

  /** Gives bytes as a reader does: into a buffer, their number, -1 at the end. */
  @FunctionalInterface
  public interface Source {
    int read(ByteBuffer target);
  }

  /** The checksum of all that {@code bytes} gives, read a block at a time. */
  public static Checksum of(ChecksumAlgorithm algorithm, Source bytes) {
    Summer summer = Summer.of(algorithm);
    ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
    while (bytes.read(buffer) >= 0) {
      summer.update(buffer.flip());
      buffer.clear();
    }
    return new Checksum(algorithm, Coverage.FULL_OBJECT, encode(summer.sum()));
  }

  /**
   * The checksum of an object's bytes, from those of its parts in their order; nothing is read.
   *
   * @throws IllegalArgumentException unless {@link #isCombinable}, or if a part's value is not
   *     valid
   */
  public static Checksum fullObject(ChecksumAlgorithm algorithm, List<Part> parts) {
    CrcCombination crc =
        switch (algorithm) {
          case CRC32 -> CrcCombination.CRC32;
          case CRC32C -> CrcCombination.CRC32C;
          case CRC64NVME -> CrcCombination.CRC64NVME;
          case SHA1, SHA256 ->
              throw new IllegalArgumentException(algorithm + " of parts cannot be combined");
        };
    long combined = 0;
    for (Part part : parts) {
      combined = crc.combine(combined, number(decode(algorithm, part.value())), part.size());
    }
    byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(combined).array();
    byte[] sum = Arrays.copyOfRange(all, Long.BYTES - length(algorithm), Long.BYTES);
    return new Checksum(algorithm, Coverage.FULL_OBJECT, encode(sum));
  }

  /**
   * The checksum of the checksums of an object's parts, with a hyphen and their number.
   *
   * @param values in base64, in the order of the parts
   * @throws IllegalArgumentException if one is not valid, or for CRC64NVME, which has none
   */
  public static Checksum composite(ChecksumAlgorithm algorithm, List<String> values) {
    if (algorithm == ChecksumAlgorithm.CRC64NVME) {
      throw new IllegalArgumentException("CRC64NVME is of full objects only");
    }
    Summer summer = Summer.of(algorithm);
    for (String value : values) {
      summer.update(ByteBuffer.wrap(decode(algorithm, value)));
    }
    return new Checksum(algorithm, Coverage.COMPOSITE, encode(summer.sum()) + "-" + values.size());
  }

  private static byte[] decode(ChecksumAlgorithm algorithm, String value) {
    if (!isValid(algorithm, value)) {
      throw new IllegalArgumentException("not a " + algorithm + ": " + value);
    }
    return Base64.getDecoder().decode(value);
  }

  private static long number(byte[] sum) {
    long number = 0;
    for (byte b : sum) {
      number = number << 8 | b & 0xff;
    }
    return number;
  }

  /** A sum as S3 writes it. */
  public static String encode(byte[] sum) {
    return Base64.getEncoder().encodeToString(sum);
  }
}
