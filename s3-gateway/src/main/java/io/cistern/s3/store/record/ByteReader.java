package io.cistern.s3.store.record;

import io.cistern.s3.model.Utf8;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
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

  public byte[] raw(int length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] value = new byte[length];
    bytes.get(value);
    return value;
  }

  public String text() {
    return Utf8.decode(raw(count()));
  }

  public boolean flag() {
    return u8() == 1;
  }

  public Map<String, String> map() {
    int count = count();
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < count; i++) {
      values.put(text(), text());
    }
    return values;
  }

  public <T> List<T> list(Function<ByteReader, T> item) {
    int count = count();
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
