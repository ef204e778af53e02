package io.cistern.s3.body;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * CRC-64/NVME, sixteen bytes a step.
 *
 * @see <a href="https://reveng.sourceforge.io/crc-catalogue/17plus.htm#crc.cat.crc-64-nvme">CRC
 *     catalogue: CRC-64/NVME</a>
 */
final class Crc64Nvme implements Checksum {
  /** The polynomial, lowest power first. */
  static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

  private static final int STEP = 16;
  private static final long[] TABLES = tables();

  private long register = -1L;

  @Override
  public void update(int b) {
    register = TABLES[(int) ((register ^ b) & 0xff)] ^ (register >>> 8);
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    update(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public void update(ByteBuffer buffer) {
    ByteBuffer bytes = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long crc = register;
    int at = bytes.position();
    int end = bytes.limit();
    long[] t = TABLES;
    for (; at <= end - STEP; at += STEP) {
      long low = bytes.getLong(at) ^ crc;
      long high = bytes.getLong(at + 8);
      crc =
          t[0xf00 | (int) (low & 0xff)]
              ^ t[0xe00 | (int) (low >>> 8 & 0xff)]
              ^ t[0xd00 | (int) (low >>> 16 & 0xff)]
              ^ t[0xc00 | (int) (low >>> 24 & 0xff)]
              ^ t[0xb00 | (int) (low >>> 32 & 0xff)]
              ^ t[0xa00 | (int) (low >>> 40 & 0xff)]
              ^ t[0x900 | (int) (low >>> 48 & 0xff)]
              ^ t[0x800 | (int) (low >>> 56)]
              ^ t[0x700 | (int) (high & 0xff)]
              ^ t[0x600 | (int) (high >>> 8 & 0xff)]
              ^ t[0x500 | (int) (high >>> 16 & 0xff)]
              ^ t[0x400 | (int) (high >>> 24 & 0xff)]
              ^ t[0x300 | (int) (high >>> 32 & 0xff)]
              ^ t[0x200 | (int) (high >>> 40 & 0xff)]
              ^ t[0x100 | (int) (high >>> 48 & 0xff)]
              ^ t[(int) (high >>> 56)];
    }
    for (; at < end; at++) {
      crc = t[(int) ((crc ^ bytes.get(at)) & 0xff)] ^ (crc >>> 8);
    }
    register = crc;
    buffer.position(end);
  }

  @Override
  public long getValue() {
    return ~register;
  }

  @Override
  public void reset() {
    register = -1L;
  }

  private static long[] tables() {
    long[] tables = new long[STEP * 256];
    for (int b = 0; b < 256; b++) {
      long crc = b;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
      }
      tables[b] = crc;
    }
    for (int i = 256; i < tables.length; i++) {
      long before = tables[i - 256];
      tables[i] = tables[(int) (before & 0xff)] ^ (before >>> 8);
    }
    return tables;
  }
}
