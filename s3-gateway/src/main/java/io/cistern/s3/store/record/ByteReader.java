package io.cistern.s3.store.record;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what {@link ByteWriter} wrote. */
public final class ByteReader {
  private final ByteBuffer bytes;

  public ByteReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  public int u8() {
    return Byte.toUnsignedInt(bytes.get());
  }

  public long u64() {
    return bytes.getLong();
  }

  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number without an end");
  }

  public String text() {
    int length = count();
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    int from = bytes.position();
    bytes.position(from + length);
    return new String(bytes.array(), from, length, StandardCharsets.UTF_8);
  }

  public boolean flag() {
    return u8() == 1;
  }

  public Map<String, String> map() {
    int count = count();
    if (count <= 1) {
      return count == 0 ? Map.of() : Map.of(text(), text());
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < count; i++) {
      values.put(text(), text());
    }
    return values;
  }

  public <T> List<T> list(Function<ByteReader, T> item) {
    int count = count();
    if (count == 1) {
      return List.of(item.apply(this));
    }
    List<T> values = new ArrayList<>(Math.min(count, bytes.remaining()));
    for (int i = 0; i < count; i++) {
      values.add(item.apply(this));
    }
    return values;
  }

  public int count() {
    return Math.toIntExact(varint());
  }

  public int remaining() {
    return bytes.remaining();
  }
}
