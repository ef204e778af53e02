package io.cistern.pool.loop.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.PoolError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/** The JSON files of a pool, as the records of this package. */
public final class RecordFile {
  /** No record of ours comes near; what is larger is not read. */
  private static final long LARGEST = 1 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** What is not in the records of pools that were made before it was, and how they are read. */
  private static final Map<Class<? extends Record>, Map<String, JsonNode>> ADDED =
      Map.of(
          VolumeRecord.class,
          Map.of(
              "requestedLimits",
              JSON.createObjectNode(),
              "limits",
              JSON.createObjectNode(),
              "encryption",
              TextNode.valueOf(Encryption.NONE.name())),
          SnapshotRecord.class,
          Map.of("encryption", TextNode.valueOf(Encryption.NONE.name())));

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
      return Optional.of(parse(file, Files.readAllBytes(checked(file)), type));
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

  private static <T extends Record> T parse(Path file, byte[] bytes, Class<T> type) {
    try {
      if (!(JSON.readTree(bytes) instanceof ObjectNode record)) {
        throw new PoolError.Corrupt(file + " holds no record");
      }
      ADDED.getOrDefault(type, Map.of()).forEach(record::putIfAbsent);
      return JSON.treeToValue(record, type);
    } catch (JsonProcessingException e) {
      throw new PoolError.Corrupt(file + " is not a valid record: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a new file. Its bytes are durable on return, its name is not.
   *
   * @throws UncheckedIOException if it exists or cannot be written
   */
  public static void write(Path file, Record value) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(value));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses a record of another version. */
  static void requireFormat(int format, int known) {
    if (format != known) {
      throw new IllegalArgumentException(
          "format %d is not the one this program knows, %d".formatted(format, known));
    }
  }
}
