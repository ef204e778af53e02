package io.cistern.s3.store.record;

import io.cistern.s3.model.ObjectKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The keys of the tables. Numbers are eight bytes, big endian. Where something follows an object's
 * key, the key is written so that its end sorts before every longer key: a zero byte becomes {@code
 * 00 FF}, the end is {@code 00 01}.
 */
public final class Keys {
  private static final byte[] END = {0, 1};

  private Keys() {}

  /** The number alone. */
  public static byte[] number(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  /** The number a key begins with. */
  public static long number(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  /** Of the latest version: bucket, key. */
  public static byte[] current(long bucket, byte[] key) {
    return ByteBuffer.allocate(8 + key.length).putLong(bucket).put(key).array();
  }

  /** Of the latest version: bucket, key. */
  public static byte[] current(long bucket, ObjectKey key) {
    return current(bucket, key.bytes());
  }

  /** What {@link #version} begins with for every version of a key. */
  public static byte[] versions(long bucket, ObjectKey key) {
    return escaped(bucket, key.bytes(), END);
  }

  /** Of a version: bucket, key, and the inverted sequence so that the newest comes first. */
  public static byte[] version(long bucket, ObjectKey key, long sequence) {
    return append(versions(bucket, key), ~sequence);
  }

  /** Of an upload: bucket, key, number of the upload. */
  public static byte[] upload(long bucket, ObjectKey key, long upload) {
    return append(versions(bucket, key), upload);
  }

  /** Of a part: number of the upload, number of the part. */
  public static byte[] part(long upload, int number) {
    return ByteBuffer.allocate(10).putLong(upload).putShort((short) number).array();
  }

  /** The number of the part in {@link #part}. */
  public static int partNumber(byte[] key) {
    return Short.toUnsignedInt(ByteBuffer.wrap(key).getShort(8));
  }

  /** What keys of {@link #version} and {@link #upload} begin with whose key begins so. */
  public static byte[] escapedPrefix(long bucket, byte[] prefix) {
    return escaped(bucket, prefix, new byte[0]);
  }

  /** The object's key in a key of {@link #version} or {@link #upload}. */
  public static byte[] objectKey(byte[] escaped) {
    ByteArrayOutputStream key = new ByteArrayOutputStream(escaped.length);
    for (int i = 8; escaped[i] != 0 || escaped[i + 1] != 1; i++) {
      key.write(escaped[i]);
      if (escaped[i] == 0) {
        i++;
      }
    }
    return key.toByteArray();
  }

  /** The last eight bytes. */
  public static long lastNumber(byte[] key) {
    return ByteBuffer.wrap(key).getLong(key.length - 8);
  }

  /**
   * The least key greater than every key that begins with {@code prefix}; empty if there is none.
   */
  public static byte[] past(byte[] prefix) {
    int end = prefix.length;
    while (end > 0 && prefix[end - 1] == (byte) 0xFF) {
      end--;
    }
    byte[] next = Arrays.copyOf(prefix, end);
    if (end > 0) {
      next[end - 1]++;
    }
    return next;
  }

  public static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] append(byte[] key, long number) {
    return ByteBuffer.allocate(key.length + 8).put(key).putLong(number).array();
  }

  private static byte[] escaped(long bucket, byte[] key, byte[] end) {
    int zeros = 0;
    for (byte b : key) {
      zeros += b == 0 ? 1 : 0;
    }
    ByteBuffer out = ByteBuffer.allocate(8 + key.length + zeros + end.length).putLong(bucket);
    for (byte b : key) {
      out.put(b);
      if (b == 0) {
        out.put((byte) 0xFF);
      }
    }
    return out.put(end).array();
  }
}
