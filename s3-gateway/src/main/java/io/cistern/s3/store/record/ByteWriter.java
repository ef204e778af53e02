package io.cistern.s3.store.record;

import io.cistern.s3.model.Utf8;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Appends values to a growing array; {@link ByteReader} reads them. */
public final class ByteWriter {
  private byte[] bytes;
  private int length;

  /**
   * @param expected bytes
   */
  public ByteWriter(int expected) {
    bytes = new byte[expected];
  }

  public ByteWriter u8(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /** Eight bytes, big endian: unsigned numbers in the order of their bytes. */
  public ByteWriter u64(long value) {
    room(8);
    ByteBuffer.wrap(bytes, length, 8).putLong(value);
    length += 8;
    return this;
  }

  /** Seven bits to a byte, the lowest first. */
  public ByteWriter varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      u8((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    return u8((int) rest);
  }

  public ByteWriter raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  public ByteWriter text(String value) {
    byte[] utf8 = Utf8.encode(value);
    return varint(utf8.length).raw(utf8);
  }

  public ByteWriter flag(boolean value) {
    return u8(value ? 1 : 0);
  }

  public ByteWriter map(Map<String, String> values) {
    varint(values.size());
    new TreeMap<>(values).forEach((key, value) -> text(key).text(value));
    return this;
  }

  public <T> ByteWriter list(Collection<T> values, BiConsumer<ByteWriter, T> item) {
    varint(values.size());
    values.forEach(value -> item.accept(this, value));
    return this;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
