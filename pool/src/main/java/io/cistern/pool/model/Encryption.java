package io.cistern.pool.model;

/** How a volume's bytes are kept from whoever gets hold of the disks. */
public enum Encryption {
  NONE(ByteSize.ZERO),
  /**
   * LUKS2: the volume's data begins with its header, by which whoever has the key opens the rest.
   * The pool keeps room for the header beside the volume's size.
   *
   * @see <a href="https://gitlab.com/cryptsetup/LUKS2-docs">LUKS2 On-Disk Format</a>
   */
  LUKS2(ByteSize.ofMiB(16));

  private final ByteSize headerSize;

  Encryption(ByteSize headerSize) {
    this.headerSize = headerSize;
  }

  /** How much of the data is not the volume's to use. */
  public ByteSize headerSize() {
    return headerSize;
  }
}
