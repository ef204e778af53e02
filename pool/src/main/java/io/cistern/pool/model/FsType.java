package io.cistern.pool.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The filesystems a file volume can have. */
public enum FsType {
  EXT4(ByteSize.ofMiB(16)),
  XFS(ByteSize.ofMiB(300)),
  BTRFS(ByteSize.ofMiB(128));

  private final ByteSize minimumSize;

  FsType(ByteSize minimumSize) {
    this.minimumSize = minimumSize;
  }

  /** The least size its mkfs accepts, rounded up to what stays usable. */
  public ByteSize minimumSize() {
    return minimumSize;
  }

  /** As mount(2) and mkfs spell it. */
  public String kernelName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<FsType> parse(String text) {
    return Arrays.stream(values()).filter(type -> type.kernelName().equals(text)).findFirst();
  }
}
