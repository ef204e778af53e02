package io.cistern.pool.loop.layout;

import io.cistern.pool.model.PoolError;
import io.cistern.pool.record.RecordText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The JSON files of a pool. */
public final class RecordFile {
  /** No record of ours comes near; what is larger is not read. */
  private static final long LARGEST = 1 << 20;

  private RecordFile() {}

  /**
   * Reads a record.
   *
   * @return empty if there is no file
   * @throws PoolError.Corrupt if it is not a valid record of this version
   * @throws UncheckedIOException if it cannot be read
   */
  public static <T extends Record> Optional<T> read(Path file, Class<T> type) {
    // Every create begins here with a name that is new; to be told so by an exception costs more.
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(RecordText.parse(file, Files.readAllBytes(checked(file)), type));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path checked(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new PoolError.Corrupt(file + " is too large to be a record of a pool");
    }
    return file;
  }

  /**
   * Writes a new file. Its bytes are durable on return, its name is not.
   *
   * @throws UncheckedIOException if it exists or cannot be written
   */
  public static void write(Path file, Record value) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer bytes = ByteBuffer.wrap(RecordText.lines(value));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
