package io.cistern.pool.record;

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
import java.util.Map;

/** Records as JSON and back. */
public final class RecordText {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
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

  private RecordText() {}

  /**
   * Reads a record.
   *
   * @param where for the message
   * @throws PoolError.Corrupt if it is not a valid record of this version
   */
  public static <T extends Record> T parse(Object where, byte[] bytes, Class<T> type) {
    try {
      if (!(JSON.readTree(bytes) instanceof ObjectNode record)) {
        throw new PoolError.Corrupt(where + " holds no record");
      }
      ADDED.getOrDefault(type, Map.of()).forEach(record::putIfAbsent);
      return JSON.treeToValue(record, type);
    } catch (JsonProcessingException e) {
      throw new PoolError.Corrupt(where + " is not a valid record: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On several lines, for people. */
  public static byte[] lines(Record value) {
    try {
      return JSON.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As short as it can be. */
  public static byte[] compact(Record value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses a record of another version. */
  public static void requireFormat(int format, int known) {
    if (format != known) {
      throw new IllegalArgumentException(
          "format %d is not the one this program knows, %d".formatted(format, known));
    }
  }
}
