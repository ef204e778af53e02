package io.cistern.s3.body;

import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.util.zip.Checksum;
import software.amazon.awssdk.crt.checksums.CRC64NVME;

/**
 * Begins sums by CRC-64/NVME: with the processor's carry-less multiplication, which the AWS Common
 * Runtime's library knows to use, or {@linkplain Crc64Nvme in Java} where that cannot be loaded.
 */
final class Crc64 {
  private static final Logger LOG = System.getLogger(Crc64.class.getName());
  private static final byte[] PROBE = "123456789".getBytes(StandardCharsets.US_ASCII);
  private static final boolean NATIVE = isNativeRight();

  private Crc64() {}

  static Checksum begin() {
    return NATIVE ? new CRC64NVME() : new Crc64Nvme();
  }

  /** Whether sums are the library's. */
  static boolean isNative() {
    return NATIVE;
  }

  private static boolean isNativeRight() {
    try {
      Checksum theirs = new CRC64NVME();
      Checksum ours = new Crc64Nvme();
      theirs.update(PROBE);
      ours.update(PROBE);
      return theirs.getValue() == ours.getValue();
    } catch (RuntimeException | LinkageError failure) {
      LOG.log(
          Logger.Level.WARNING,
          "the library for CRC-64 cannot be loaded, so that large uploads cost more processor time",
          failure);
      return false;
    }
  }
}
