package io.cistern.e2e.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * A stretch of a file or of a raw device.
 *
 * @param path the file or device
 * @param offset where it begins, in bytes
 * @param length how long it is, in bytes
 */
public record Region(Path path, long offset, long length) {
  private static final int CHUNK = 1 << 20;

  /** Writes random bytes and syncs them; returns their SHA-256. */
  public String fill(long seed) {
    Random random = new Random(seed);
    MessageDigest digest = sha256();
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      byte[] chunk = new byte[CHUNK];
      for (long done = 0; done < length; done += CHUNK) {
        int size = (int) Math.min(CHUNK, length - done);
        random.nextBytes(chunk);
        digest.update(chunk, 0, size);
        writeFully(channel, ByteBuffer.wrap(chunk, 0, size), offset + done);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The SHA-256 of what is there now. */
  public String digest() {
    MessageDigest digest = sha256();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      for (long done = 0; done < length; ) {
        chunk.clear().limit((int) Math.min(CHUNK, length - done));
        int read = channel.read(chunk, offset + done);
        if (read < 0) {
          throw new IOException(path + " ends after " + done + " of " + length + " bytes");
        }
        digest.update(chunk.flip());
        done += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static void writeFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
