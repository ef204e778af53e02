package io.cistern.pool.model;

/**
 * What the pool knows of a volume's contents. It alone decides whether mkfs may run: a probe that
 * finds nothing is no proof that nothing is there.
 */
public sealed interface Formatting {
  /** Made blank by the pool and never handed to anyone: mkfs may run. */
  record Blank() implements Formatting {}

  /**
   * Holds a filesystem that mkfs has finished: mkfs never runs again.
   *
   * @param fsType which one
   */
  record Formatted(FsType fsType) implements Formatting {}

  /** Was handed out as a raw device, or copied from one that was: only its user knows. */
  record Foreign() implements Formatting {}
}
