package io.cistern.s3.body;

import io.cistern.s3.model.ChecksumAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** A checksum or digest in the making. Used by one thread at a time. */
public sealed interface Summer permits Summer.Cyclic, Summer.Digest, AsideSummer {
  /** Takes what remains in {@code bytes}, and leaves its position where it was. */
  void update(ByteBuffer bytes);

  /** The sum, highest byte first. Ends it. */
  byte[] sum();

  /** For this checksum. */
  static Summer of(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC32 -> new Cyclic(new CRC32(), 4);
      case CRC32C -> new Cyclic(new CRC32C(), 4);
      case CRC64NVME -> new Cyclic(Crc64.begin(), 8);
      case SHA1 -> digest("SHA-1");
      case SHA256 -> digest("SHA-256");
    };
  }

  /** For the MD5. */
  static Summer md5() {
    return digest("MD5");
  }

  private static Summer digest(String name) {
    try {
      return new Digest(MessageDigest.getInstance(name));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has " + name, impossible);
    }
  }

  /** A cyclic redundancy check of so many bytes. */
  record Cyclic(java.util.zip.Checksum state, int length) implements Summer {
    @Override
    public void update(ByteBuffer bytes) {
      state.update(bytes.duplicate());
    }

    @Override
    public byte[] sum() {
      byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(state.getValue()).array();
      return Arrays.copyOfRange(all, Long.BYTES - length, Long.BYTES);
    }
  }

  /** A message digest. */
  record Digest(MessageDigest state) implements Summer {
    @Override
    public void update(ByteBuffer bytes) {
      state.update(bytes.duplicate());
    }

    @Override
    public byte[] sum() {
      return state.digest();
    }
  }
}
