package io.cistern.s3.model;

/** What an acknowledged write has survived. */
public enum Durability {
  /** Data, metadata and directory entry survive a power cut. */
  STRICT,
  /**
   * It survives the death of the process, and a power cut may take the last seconds: an explicit
   * choice for a bucket whose content can be made again.
   */
  RELAXED
}
