package io.cistern.pool.model;

/** How a pod sees a volume. */
public enum AccessType {
  /** A mounted filesystem. */
  FILE_SYSTEM,
  /** A raw block device. */
  BLOCK
}
