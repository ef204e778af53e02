package io.cistern.s3.body;

/**
 * Arithmetic of reflected CRCs that begin and end with all ones: the CRC of two texts together from
 * those of each. A CRC is a polynomial over GF(2), its highest bit the lowest power; appending n
 * bytes multiplies by x^8n, modulo the CRC's polynomial.
 *
 * @see <a href="https://github.com/madler/zlib/blob/master/crc32.c">zlib: crc32_combine</a>
 */
record CrcCombination(int bits, long polynomial) {
  static final CrcCombination CRC32 = new CrcCombination(32, 0xedb88320L);
  static final CrcCombination CRC32C = new CrcCombination(32, 0x82f63b78L);
  static final CrcCombination CRC64NVME = new CrcCombination(64, Crc64Nvme.POLYNOMIAL);

  /**
   * The CRC of two texts one after the other.
   *
   * @param length bytes of the second
   */
  long combine(long first, long second, long length) {
    return multiply(powerOfBytes(length), first) ^ second;
  }

  /** x^8n. */
  private long powerOfBytes(long bytes) {
    long one = 1L << (bits - 1);
    long square = one >>> 8;
    long product = one;
    for (long left = bytes; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        product = multiply(square, product);
      }
      square = multiply(square, square);
    }
    return product;
  }

  private long multiply(long a, long b) {
    long product = 0;
    long term = b;
    for (long power = 1L << (bits - 1); power != 0; power >>>= 1) {
      if ((a & power) != 0) {
        product ^= term;
      }
      term = (term & 1) == 0 ? term >>> 1 : (term >>> 1) ^ polynomial;
    }
    return product;
  }
}
