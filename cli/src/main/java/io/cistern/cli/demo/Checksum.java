package io.cistern.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a file or of the first bytes of a device. */
final class Checksum {
  private static final int SHOWN = 16;

  private Checksum() {}

  static String of(Path file) {
    return of(file, Long.MAX_VALUE);
  }

  static String of(Path file, long bytes) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[1 << 20];
      long left = bytes;
      for (int read = next(in, block, left); read > 0; read = next(in, block, left)) {
        digest.update(block, 0, read);
        left -= read;
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static int next(InputStream in, byte[] block, long left) throws IOException {
    return left == 0 ? 0 : in.read(block, 0, (int) Math.min(block.length, left));
  }

  /** The first digits, for a line of the tour. */
  static String brief(String checksum) {
    return checksum.substring(0, SHOWN) + "…";
  }
}
