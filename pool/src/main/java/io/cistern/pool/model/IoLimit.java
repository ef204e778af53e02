package io.cistern.pool.model;

/** One direction of one kind of I/O that can be limited. */
public enum IoLimit {
  /** Reads each second. */
  READ_IOPS,
  /** Writes each second. */
  WRITE_IOPS,
  /** Bytes read each second. */
  READ_BANDWIDTH,
  /** Bytes written each second. */
  WRITE_BANDWIDTH
}
